"""Devices that take pushes: turning them on and off, and what ends them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Notification, PushSubscription
from accounts.models.push import forget_sleeping_devices
from accounts.push import checks, services, vapid
from tests.factories import DEVICE, PASSWORD, VAPID_PRIVATE_KEY, make_device, make_kind, make_user

pytestmark = pytest.mark.django_db
PAGE, DEVICES = "/me/notifications/", "/me/notifications/push/"
CHROME = "Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile Safari/537.36"


@pytest.fixture
def me():
    return make_user("이서연")


@pytest.fixture
def mine(client, me):
    client.force_login(me)
    return client


def turn_on(client, **changes):
    return client.post(DEVICES, DEVICE | changes, headers={"User-Agent": CHROME})


def test_a_device_is_turned_on_listed_and_turned_off(mine, me):
    assert "알림을 켠 기기</h3>" not in mine.get(PAGE).text
    for _twice in range(2):
        assert turn_on(mine).url == PAGE
    page = mine.get(PAGE).text
    assert page.count("안드로이드 크롬</b>") == 1
    assert "지금 쓰는 기기" in page
    device = me.push_subscriptions.get()
    assert mine.post(f"{DEVICES}{device.pk}/remove/").url == PAGE
    assert not me.push_subscriptions.exists()


def test_the_page_carries_the_public_key_alone(mine):
    page = mine.get(PAGE).text
    assert f'data-key="{vapid.public_key()}"' in page
    assert VAPID_PRIVATE_KEY not in page


def test_without_keys_no_page_speaks_of_pushes(mine, settings):
    settings.VAPID_PRIVATE_KEY = ""
    page = mine.get(PAGE).text
    assert "push.js" not in page
    assert "알림 켜기" not in page
    assert "push-" not in page
    assert turn_on(mine).status_code == 404


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://127.0.0.1/x",
        "https://10.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://evilpush.apple.com/x",
        "https://push.apple.com@evil.example/x",
        "https://evil.example#fcm.googleapis.com",
        "https://fcm.googleapis.com\r\nHost: evil.example/x",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/힣",
        "file:///etc/passwd",
        "https://[bad/x",
        "",
    ],
)
def test_pushes_go_to_no_address_but_those_of_push_services(mine, me, endpoint):
    assert turn_on(mine, endpoint=endpoint).status_code == 403
    assert not me.push_subscriptions.exists()


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/a",
        "https://updates.push.services.mozilla.com/wpush/v2/a",
        "https://wns2-sg2p.notify.windows.com/w/?token=a",
        "https://web.push.apple.com/QA",
    ],
)
def test_the_services_of_the_browsers_are_known(endpoint):
    assert services.is_known(endpoint)


@pytest.mark.parametrize(
    "wrong", [{"p256dh": "BAAA"}, {"p256dh": "_" * 87}, {"auth": "BTBZ"}, {"auth": "힣"}]
)
def test_keys_that_are_none_are_refused(mine, me, wrong):
    assert turn_on(mine, **wrong).status_code == 403
    assert not me.push_subscriptions.exists()


def test_the_eleventh_device_takes_the_place_of_the_one_unused_for_longest(mine, me):
    devices = [make_device(me) for _ in range(10)]
    long_ago = timezone.now() - timedelta(days=1)
    PushSubscription.objects.filter(pk=devices[3].pk).update(last_used_at=long_ago)
    turn_on(mine)
    assert me.push_subscriptions.count() == 10
    assert not PushSubscription.objects.filter(pk=devices[3].pk).exists()


def test_a_browser_that_somebody_else_uses_now_is_theirs(me):
    friend = make_user()
    make_device(friend, **DEVICE)
    make_device(me, **DEVICE)
    assert not friend.push_subscriptions.exists()
    assert me.push_subscriptions.count() == 1


def test_who_logs_out_hears_nothing_there_any_more(mine, me):
    elsewhere = make_device(me)
    turn_on(mine)
    mine.post("/accounts/logout/")
    assert list(me.push_subscriptions.all()) == [elsewhere]


def test_a_log_in_that_runs_out_lets_a_device_sleep_until_the_next(client, me):
    log_in = {"login": me.email, "password": PASSWORD}
    client.post("/accounts/login/", log_in)
    turn_on(client)
    long_ago = timezone.now() - timedelta(days=1)
    me.sessions.update(expire_date=long_ago)
    for cleared in (False, True):
        if cleared:
            call_command("clearsessions")
        assert not PushSubscription.objects.awake().exists()
        assert me.push_subscriptions.count() == 1
    del client.cookies["sessionid"]
    client.post("/accounts/login/", log_in)
    assert PushSubscription.objects.awake().get().user == me
    assert "지금 쓰는 기기" in client.get(PAGE).text


def test_a_device_sleeps_on_when_they_log_in_elsewhere(client, me):
    device = make_device(me)
    PushSubscription.objects.update(session=None)
    client.post("/accounts/login/", {"login": me.email, "password": PASSWORD})
    assert not PushSubscription.objects.awake().exists()
    assert forget_sleeping_devices() == 0
    long_ago = timezone.now() - timedelta(days=91)
    PushSubscription.objects.filter(pk=device.pk).update(last_used_at=long_ago)
    assert forget_sleeping_devices() == 1


def test_logging_the_other_devices_out_ends_their_pushes(client, me):
    client.post("/accounts/login/", {"login": me.email, "password": PASSWORD})
    turn_on(client)
    make_device(me)
    me.sessions.exclude(pk=client.session.session_key).first().delete()
    assert [each.device for each in me.push_subscriptions.all()] == ["Chrome · Android"]


def test_a_new_password_ends_pushes_to_all_other_devices(client, me):
    client.post("/accounts/login/", {"login": me.email, "password": PASSWORD})
    turn_on(client)
    mine = me.push_subscriptions.get()
    make_device(me)
    new = {"oldpassword": PASSWORD, "password1": "an-Other-2027", "password2": "an-Other-2027"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert list(me.push_subscriptions.all()) == [mine]
    assert "지금 쓰는 기기" in client.get(PAGE).text


def test_a_closed_account_has_no_devices_nor_sleeping_ones(me):
    asleep = make_device(me)
    PushSubscription.objects.filter(pk=asleep.pk).update(session=None)
    make_device(me)
    me.close_account()
    assert not PushSubscription.objects.exists()


# What is pushed ----------------------------------------------------------------------------


def wanted(me, **fields):
    kind = make_kind("안녕", **fields)
    return me.notify(kind, "/").push_due_at is not None


def choose(client, **changes):
    form = client.get(PAGE).context["form"]
    values = {name: form[name].value() for name in form.fields} | changes
    client.post(PAGE, {name: value for name, value in values.items() if value})


def test_what_is_mailed_at_once_is_pushed_until_one_chooses(mine, me):
    make_device(me)
    assert wanted(me)
    assert not wanted(me, way="daily")
    choose(mine, **{"push-talk": "on"})
    assert wanted(me, way="daily")
    choose(mine, **{"push-talk": "off"})
    assert not wanted(me)
    choose(mine, **{"push-talk": "usual"})
    assert wanted(me)
    assert not me.notification_preferences.exists()


def test_mails_and_pushes_are_chosen_apart(mine, me):
    make_device(me)
    choose(mine, **{"way-talk": "never"})
    assert wanted(me)
    choose(mine, **{"push-talk": "off", "way-talk": "usual"})
    told = me.notify(make_kind("안녕"), "/")
    assert (told.push_due_at, told.mail_due_at is None) == (None, False)


def test_what_is_quieter_in_a_club_is_not_pushed_from_there(me, club):
    make_device(me)
    kind = make_kind("안녕")
    assert me.notify(kind, "/", about=club).push_due_at
    me.notification_preferences.create(place=club.subject_key, way="daily")
    assert me.notify(kind, "/", about=club).push_due_at is None


def test_choices_about_pushes_outlast_a_time_without_keys(mine, me, settings):
    make_device(me)
    choose(mine, **{"push-talk": "off"})
    settings.VAPID_PRIVATE_KEY = ""
    choose(mine, quiet_from="1")
    assert me.notification_preferences.get().push is False


def test_who_has_no_device_has_nothing_to_choose_about_pushes(mine, me):
    assert "push-talk" not in mine.get(PAGE).text
    make_device(me)
    assert "push-talk" in mine.get(PAGE).text


def test_texts_are_shown_only_to_who_has_chosen_so(mine, me):
    make_device(me)
    choose(mine, push_shows_text="on")
    me.refresh_from_db()
    assert me.push_shows_text
    choose(mine, push_shows_text="")
    me.refresh_from_db()
    assert not me.push_shows_text


# Opening one -------------------------------------------------------------------------------


def test_opening_one_asks_for_a_form_and_leads_on_once_it_is_read(mine, me):
    told = me.notify(make_kind("안녕"), "/clubs/")
    page = mine.get(f"/notifications/{told.pk}/").text
    assert f'action="/notifications/{told.pk}/read/"' in page
    assert Notification.objects.unread().exists()
    assert mine.post(f"/notifications/{told.pk}/read/").url == "/clubs/"
    assert mine.get(f"/notifications/{told.pk}/").url == "/clubs/"


# The operator ------------------------------------------------------------------------------


def test_the_command_makes_keys_that_work(settings):
    out = StringIO()
    call_command("vapid", stdout=out)
    comment, line = out.getvalue().splitlines()
    settings.VAPID_PRIVATE_KEY = line.removeprefix("VAPID_PRIVATE_KEY=")
    assert comment.startswith("#")
    assert comment.endswith(vapid.public_key())
    assert checks.check_keys(None) == []


@pytest.mark.parametrize("key", ["x", "AAAA", "힣", "A" * 43, "_" * 43])
def test_a_key_that_is_none_is_an_error(settings, key):
    settings.VAPID_PRIVATE_KEY = key
    assert [error.id for error in checks.check_keys(None)] == ["accounts.E001"]


def test_a_contact_that_is_none_is_an_error(settings):
    settings.VAPID_SUBJECT = "somebody"
    assert [error.id for error in checks.check_keys(None)] == ["accounts.E002"]


def test_without_keys_nothing_is_checked(settings):
    settings.VAPID_PRIVATE_KEY = settings.VAPID_SUBJECT = ""
    assert checks.check_keys(None) == []


def test_a_service_for_tests_is_warned_of(settings):
    assert checks.warn_of_unencrypted_push_services(None) == []
    settings.PUSH_SERVICES = ["http://127.0.0.1:8099"]
    assert len(checks.warn_of_unencrypted_push_services(None)) == 1
