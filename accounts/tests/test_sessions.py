"""Sessions: found with their user in one query, listed, limited, and ended by logging out."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from accounts.models import Notification
from accounts.sessions import MAX_LOG_INS, Session, SessionStore, clear_sessions
from accounts.tests.browsing import ADDRESS, log_in
from tests.factories import PASSWORD, make_device, make_log_in, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    user = make_user()
    client.force_login(user)
    return user


def is_in(client):
    return client.get("/me/").status_code == 200


def test_one_query_says_who_is_asking(client, me, rf, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(client.session.session_key).authenticated_user() == me


def test_a_session_is_its_users(client, me):
    assert list(me.sessions.all()) == [Session.objects.get(pk=client.session.session_key)]


def over(user):
    Session.objects.update(expire_date=timezone.now())


def changed_password(user):
    get_user_model().objects.update(password=make_password("something else 2026"))


def deactivated(user):
    get_user_model().objects.update(is_active=False)


def somebody_elses(user):
    """The row says another user than what was signed: it is the signed one who is in."""
    Session.objects.update(user=make_user())


def without_user(user):
    Session.objects.update(user=None)


def gone(user):
    Session.objects.all().delete()


@pytest.mark.parametrize("what", [over, changed_password, deactivated, gone])
def test_whom_django_would_not_know_is_not_in(client, me, what):
    assert is_in(client)
    what(me)
    assert not is_in(client)


@pytest.mark.parametrize("what", [somebody_elses, without_user])
def test_a_row_that_names_the_wrong_user_lets_nobody_else_in(client, me, what):
    what(me)
    assert client.get("/me/").context["user"] == me


def test_an_old_key_still_counts_and_is_replaced(client, me, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    before = client.session.session_key
    assert is_in(client)
    assert client.session.session_key != before


def test_who_signs_in_as_somebody_else_is_them_at_once(client, me):
    other = make_user()
    client.force_login(other)
    assert client.get("/me/").context["user"] == other
    assert Session.objects.get(pk=client.session.session_key).user == other


def test_signing_out_leaves_no_session(client, me):
    client.post("/accounts/logout/")
    assert not Session.objects.filter(user=me).exists()
    assert not is_in(client)


def test_logging_out_takes_a_post(client):
    client.force_login(make_user())
    assert client.get("/accounts/logout/").status_code == 200
    assert is_in(client)
    client.post("/accounts/logout/")
    assert not is_in(client)


def test_logging_out_leaves_nothing_on_a_shared_computer(client):
    client.force_login(make_user())
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_only_who_wants_to_stay_is_remembered(client):
    make_user(email=ADDRESS)
    log_in(client, password=PASSWORD)
    assert client.session.get_expire_at_browser_close()
    browser = Client()
    log_in(browser, password=PASSWORD, remember="on")
    assert not browser.session.get_expire_at_browser_close()


# The list of log-ins ---------------------------------------------------------------------

LIST = "/accounts/sessions/"
ANDROID = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0"


def browser_on(user_agent=ANDROID):
    return Client(headers={"user-agent": user_agent})


@pytest.fixture
def phone(db):
    """A phone on which the user of ADDRESS has just logged in."""
    make_user(email=ADDRESS)
    browser = browser_on()
    log_in(browser, password=PASSWORD)
    return browser


def log_in_on(user_agent, before=timedelta()):
    """Log in on another device, so long before now. Return it."""
    browser = browser_on(user_agent)
    log_in(browser, password=PASSWORD)
    used_at = timezone.now() - before
    Session.objects.filter(pk=browser.session.session_key).update(used_at=used_at)
    return browser


def items_of(page):
    return page.text.split('<li class="item">')[1:]


def test_the_list_says_in_words_where_one_is_logged_in_and_what_is_here(phone):
    log_in_on(EDGE, before=timedelta(days=1))
    here, there = items_of(phone.get(LIST))
    assert "안드로이드 크롬" in here
    assert "오늘" in here
    assert "지금 쓰는 기기" in here
    assert "윈도우 엣지" in there
    assert "어제" in there
    assert "지금 쓰는 기기" not in there
    assert "/end/" in there
    assert "/end/" not in here


def test_this_device_comes_first_whatever_was_used_last(phone):
    Session.objects.update(used_at=timezone.now() - timedelta(minutes=5))
    log_in_on(EDGE)
    assert "지금 쓰는 기기" in items_of(phone.get(LIST))[0]


def test_the_list_is_mine_alone_and_tells_no_key(phone):
    make_log_in(make_user(), device="Safari · iPad")
    page = phone.get(LIST)
    assert "아이패드" not in page.text
    assert phone.session.session_key not in page.text


def test_who_is_logged_in_here_alone_is_told_so(phone):
    page = phone.get(LIST)
    assert "다른 기기에서는 로그인하지 않았어요." in page.text
    assert "/sessions/end/" not in page.text


def test_what_has_run_out_is_not_listed(phone):
    user = Session.objects.get().user
    make_log_in(user, expire_date=timezone.now() - timedelta(minutes=1))
    assert len(items_of(phone.get(LIST))) == 1


def test_one_is_ended_and_the_others_stay(phone):
    laptop, tablet = log_in_on(EDGE), log_in_on("Safari iPad")
    name = Session.objects.get(pk=laptop.session.session_key).name
    answer = phone.post(f"{LIST}{name}/end/", follow=True)
    assert "윈도우 엣지: 로그아웃했어요." in answer.text
    assert (is_in(phone), is_in(laptop), is_in(tablet)) == (True, False, True)
    assert phone.post(f"{LIST}{name}/end/").status_code == 404


def test_this_one_is_ended_by_logging_out_only(phone):
    name = Session.objects.get().name
    assert phone.post(f"{LIST}{name}/end/").status_code == 404
    assert is_in(phone)


def test_all_others_are_ended(phone):
    others = [log_in_on(EDGE), log_in_on("Safari iPad")]
    answer = phone.post(f"{LIST}end/", follow=True)
    assert "다른 기기에서 모두 로그아웃했어요." in answer.text
    assert is_in(phone)
    assert [is_in(other) for other in others] == [False, False]


def test_a_session_that_is_ended_takes_its_pushes_and_its_streams_along(phone, published):
    device = make_device(Session.objects.get().user)
    ended = []
    with pytest.MonkeyPatch.context() as patch, published():
        patch.setattr("kclub.live.session_signals.end_session", lambda key, _: ended.append(key))
        phone.post(f"{LIST}end/")
    assert ended == [device.session_id]
    assert not type(device).objects.filter(pk=device.pk).exists()


def test_the_sixth_log_in_ends_the_one_unused_for_longest(phone):
    browsers = [log_in_on(EDGE, before=timedelta(hours=hours)) for hours in (1, 4, 2, 3)]
    sixth = log_in_on("Safari iPad")
    assert [is_in(each) for each in browsers] == [True, False, True, True]
    assert is_in(phone)
    assert is_in(sixth)


def test_logging_in_again_on_one_device_ends_no_other(phone):
    browsers = [log_in_on(EDGE) for _ in range(MAX_LOG_INS - 1)]
    for _ in range(3):
        phone.post("/accounts/logout/")
        log_in(phone, password=PASSWORD)
    assert all(map(is_in, [phone, *browsers]))


def test_the_limit_is_for_each_person(phone):
    for _ in range(MAX_LOG_INS):
        make_log_in(make_user())
    log_in_on(EDGE)
    assert is_in(phone)


@pytest.mark.django_db(transaction=True)
def test_log_ins_at_once_are_limited_as_well():
    user = make_user()
    keys = [make_log_in(user).pk for _ in range(MAX_LOG_INS + 3)]
    at_once(*(partial(Session.objects.limit, user, key) for key in keys[-3:]))
    assert user.sessions.count() == MAX_LOG_INS


def test_use_is_noted_once_in_ten_minutes(phone):
    before = timezone.now() - timedelta(minutes=11)
    Session.objects.update(used_at=before, device="")
    phone.get("/me/")
    session = Session.objects.get()
    assert session.used_at > before + timedelta(minutes=10)
    assert session.device == "Chrome · Android"
    phone.get("/me/")
    assert Session.objects.get().used_at == session.used_at


def test_a_session_that_is_saved_meanwhile_keeps_its_device(phone):
    session = phone.session
    session["awaits_mail"] = {}
    session.save()
    assert Session.objects.get().device == "Chrome · Android"


def test_a_new_key_keeps_the_device(phone):
    session = phone.session
    session.cycle_key()
    assert Session.objects.get(pk=session.session_key).device == "Chrome · Android"


def test_a_log_in_on_a_new_device_is_told_in_words(phone):
    log_in_on(EDGE)
    told = Notification.objects.get(kind="new-device")
    assert "윈도우 엣지" in str(told)
    assert told.url == LIST


def test_a_known_device_is_not_told(phone):
    phone.post("/accounts/logout/")
    log_in(phone, password=PASSWORD)
    assert not Notification.objects.filter(kind="new-device").exists()


# Sessions that have run out --------------------------------------------------------------


def test_the_daily_job_deletes_what_has_run_out_and_nothing_else(client, me, monkeypatch):
    monkeypatch.setattr("accounts.sessions.CLEARED_AT_ONCE", 2)
    for _ in range(5):
        make_log_in(me, expire_date=timezone.now() - timedelta(seconds=1))
    make_log_in(None, expire_date=timezone.now() - timedelta(days=9))
    assert clear_sessions() == 6
    assert clear_sessions() == 0
    assert is_in(client)


def test_a_device_that_takes_pushes_only_sleeps_when_its_session_is_cleared(me):
    device = make_device(me)
    me.sessions.filter(pk=device.session_id).update(expire_date=timezone.now())
    clear_sessions()
    device.refresh_from_db()
    assert device.session_id is None
