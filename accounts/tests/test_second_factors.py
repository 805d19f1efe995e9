"""Second factors: who needs one, since when, what is open without, and the last one."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.tests.browsing import browser_of, is_in
from accounts.tests.passkeys import Passkey, browser_at, log_in_by
from kclub.errors import Conflict, Refused
from tests.factories import PASSWORD, make_staff, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = "2026-11-20 12:00:00Z"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def staff():
    return make_user("박연합", is_staff=True, is_superuser=True)


def again(user):
    return User.objects.get(pk=user.pk)


def add_app(user):
    return Authenticator.objects.create(user=user, type="totp", data={"secret": SECRET})


def code(secret=SECRET):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def entered(user):
    """A browser whose user has logged in by the password, and confirmed it a moment ago."""
    browser = Client()
    browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


def turn_on_app(browser):
    browser.get("/accounts/2fa/totp/activate/")
    form = {"code": code(browser.session["mfa.totp.secret"])}
    return browser.post("/accounts/2fa/totp/activate/", form)


def sentences(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# Who needs one ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("required", "is_staff", "is_superuser", "needs"),
    [
        (True, False, False, False),
        (True, True, False, True),
        (True, False, True, True),
        (True, True, True, True),
        (False, True, True, False),
    ],
)
def test_who_has_powers_over_others_needs_one(settings, required, is_staff, is_superuser, needs):
    settings.SECOND_FACTOR_REQUIRED = required
    user = make_user(is_staff=is_staff, is_superuser=is_superuser)
    assert user.needs_second_factor == needs
    assert user.may_go_without_second_factor != needs


@pytest.mark.parametrize("path", ["/", "/me/", "/clubs/", SET_UP])
def test_a_student_meets_nothing_of_it(path):
    page = browser_of(make_user()).get(path)
    assert page.status_code == 200
    assert "연합회 계정에는" not in page.text


# The days of grace -----------------------------------------------------------------------


def test_the_first_page_begins_three_days_and_tells_once(staff, clock):
    mine = browser_of(staff)
    for _ in range(2):
        clock.shift(60)
        assert mine.get("/union/").status_code == 200
    assert again(staff).second_factor_due_at - timezone.now() == timedelta(days=3, seconds=-60)
    assert staff.notifications.filter(kind="second-factor-due").count() == 1


@pytest.mark.parametrize("path", ["/", "/me/", "/union/", "/union/people/", SET_UP])
@pytest.mark.usefixtures("clock")
def test_pages_say_until_when(staff, path):
    mine = browser_of(staff)
    mine.get("/clubs/")
    page = mine.get(path).text
    assert "연합회 계정에는 2단계 인증이 있어야 해요." in page
    assert "11월 23일" in page
    assert ("2단계 인증 켜기</a>" in page) == (path != SET_UP)
    add_app(staff)
    assert "연합회 계정에는" not in entered(staff).get(path).text


@pytest.fixture
def late(staff, clock):
    """The browser of one of the union whose three days are over."""
    mine = browser_of(staff)
    mine.get("/union/")
    clock.shift(3 * 24 * 60 * 60)
    return mine


@pytest.mark.parametrize("path", ["/", "/union/", "/clubs/", "/me/", "/rooms/", "/admin/"])
def test_after_them_every_page_leads_to_the_one_that_sets_it_up(late, path):
    answer = late.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(f"{SET_UP}?next=%2F")
    page = late.get(answer.url).text
    assert "2단계 인증을 켜야 볼 수 있어요." in page
    assert "켜면 다른 화면도 다시 쓸 수 있어요." in page


def test_after_them_nothing_is_done_and_htmx_goes_there_too(late, staff):
    answer = late.post("/me/edit/", {"display_name": "다른 이름", "handle": "other"})
    assert answer.url.startswith(SET_UP)
    assert sentences(answer)[0] == "아무것도 바뀌지 않았어요."
    assert again(staff).display_name == "박연합"
    assert late.get("/notifications/", headers=HTMX)["HX-Redirect"].startswith(SET_UP)


@pytest.mark.parametrize(
    "path",
    [
        *(SET_UP, "/accounts/2fa/webauthn/", "/guide/", "/terms/", "/privacy/"),
        *("/accounts/logout/", "/accounts/email/", "/accounts/reauthenticate/", "/me/delete/"),
    ],
)
def test_what_sets_it_up_and_the_ways_out_stay_open(late, path):
    assert late.get(path).status_code == 200


def test_an_app_opens_everything_again(staff, clock):
    mine = entered(staff)
    mine.get("/union/")
    clock.shift(3 * 24 * 60 * 60)
    assert mine.get("/union/").url.startswith(SET_UP)
    mine.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert turn_on_app(mine).url == "/accounts/2fa/recovery-codes/"
    assert mine.get("/accounts/2fa/recovery-codes/").status_code == 200
    for path in ("/union/", "/admin/"):
        assert mine.get(path).status_code == 200
    assert staff.notifications.filter(kind="second-factor-added").count() == 1


def test_whoever_comes_to_the_union_again_has_three_days_again(staff):
    person = make_user(second_factor_due_at=timezone.now())
    add_app(staff)
    mine = entered(staff)
    mine.post("/accounts/2fa/authenticate/", {"code": code()})
    url = f"/admin/accounts/user/{person.pk}/change/"
    mine.post(url, {"is_active": "on", "is_staff": "on"})
    person = again(person)
    assert (person.is_staff, person.second_factor_due_at) == (True, None)
    assert browser_of(person).get("/union/").status_code == 200


def test_where_it_is_not_required_a_password_does(late, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert late.get("/union/").status_code == 200
    assert late.get("/admin/").status_code == 200


# The admin site, and log-ins without it ---------------------------------------------------


def test_the_admin_site_has_no_days_of_grace(staff):
    mine = browser_of(staff)
    assert mine.get("/union/").status_code == 200
    answer = mine.get("/admin/")
    assert answer.url == f"{SET_UP}?next=%2Fadmin%2F"
    assert sentences(answer) == ["2단계 인증을 켜야 볼 수 있어요. 여기에서 켜 주세요."]


@pytest.mark.parametrize("path", ["/admin/", "/union/"])
def test_a_log_in_from_before_has_to_show_it(staff, path):
    before = browser_of(staff)
    add_app(staff)
    answer = before.get(path)
    assert answer.url.startswith("/accounts/2fa/reauthenticate/?next=")
    form = {"code": code(), "next": path}
    assert (
        before.post("/accounts/2fa/reauthenticate/", form | {"code": "000000"}).status_code == 422
    )
    assert before.get(path).status_code == 302
    assert before.post("/accounts/2fa/reauthenticate/", form).url == path
    assert before.get(path).status_code == 200


def test_a_password_once_more_does_not_show_it(staff):
    before = browser_of(staff)
    add_app(staff)
    before.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert before.get("/admin/").status_code == 302


def test_a_log_in_by_passkey_or_code_has_shown_it(staff):
    add_app(staff)
    mine = entered(staff)
    assert not is_in(mine)
    mine.post("/accounts/2fa/authenticate/", {"code": code()})
    assert mine.get("/admin/").status_code == 200
    passkey = Passkey(staff)
    passkey.registered()
    browser = browser_at()
    log_in_by(browser, passkey)
    assert browser.get("/admin/").status_code == 200


def test_it_costs_no_query(staff, settings, django_assert_num_queries):
    with_app = make_staff()
    add_app(with_app)
    for user, shown in [(make_user(), False), (again(with_app), True), (staff, False)]:
        browser = browser_of(user)
        if shown:
            session = browser.session
            session["account_authentication_methods"] = [{"method": "mfa", "at": 1}]
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()
        browser.get("/guide/")
        browser.get("/me/blocks/")
        settings.SECOND_FACTOR_REQUIRED = True
        with django_assert_num_queries(10, exact=False) as asked:
            assert browser.get("/me/blocks/").status_code == 200
        settings.SECOND_FACTOR_REQUIRED = False
        with django_assert_num_queries(len(asked)):
            browser.get("/me/blocks/")
        settings.SECOND_FACTOR_REQUIRED = True


# What is known of a user -----------------------------------------------------------------


def test_the_row_of_a_user_knows_whether_they_have_one():
    user = make_user()
    codes = Authenticator.objects.create(user=user, type="recovery_codes", data={})
    assert not again(user).has_second_factor
    app = add_app(user)
    Passkey(user).registered()
    assert again(user).has_second_factor
    app.record_usage()
    app.delete()
    assert again(user).has_second_factor
    user.authenticator_set.filter(type="webauthn").delete()
    codes.delete()
    assert not again(user).has_second_factor


def test_a_closed_account_has_none():
    user = make_user()
    add_app(user)
    again(user).close_account()
    assert not again(user).has_second_factor
    assert not user.authenticator_set.exists()


def test_an_upgrade_finds_those_who_have_one():
    users = [make_user() for _ in range(3)]
    add_app(users[0])
    Authenticator.objects.create(user=users[1], type="recovery_codes", data={})
    User.objects.update(has_second_factor=False)
    import_module("accounts.migrations.0019_second_factors_of_users").note_second_factors(
        apps, None
    )
    assert [again(user).has_second_factor for user in users] == [True, False, False]


# Turning it off --------------------------------------------------------------------------

OFF = "/accounts/2fa/totp/deactivate/"
KEPT = "연합회 계정에는 2단계 인증이 하나는 있어야 해요."


@pytest.fixture
def confirmed(staff):
    """`confirmed()` is a browser that has shown the user's app a moment ago."""
    app = add_app(staff)

    def log_in():
        mine = Client()
        mine.post("/accounts/login/", {"login": staff.email, "password": PASSWORD})
        mine.post("/accounts/2fa/authenticate/", {"code": code()})
        mine.post("/accounts/reauthenticate/", {"password": PASSWORD})
        return mine

    log_in.app = app
    return log_in


def test_the_last_app_of_the_union_stays(staff, confirmed):
    mine = confirmed()
    assert KEPT in mine.get(OFF).text
    answer = mine.post(OFF)
    assert answer.status_code == 422
    assert KEPT in answer.text
    assert again(staff).has_second_factor


def test_the_last_passkey_of_the_union_stays(staff, confirmed):
    mine, passkey = confirmed(), Passkey(staff).registered()
    assert mine.post(OFF).url == SET_UP
    remove = f"/accounts/2fa/webauthn/keys/{passkey.pk}/remove/"
    for answer in (mine.get(remove), mine.post(remove)):
        assert answer.status_code == 403
        assert KEPT in answer.text
        assert "/accounts/2fa/webauthn/add/" in answer.text
    assert again(staff).has_second_factor
    Passkey(staff).registered()
    assert mine.post(remove).url == "/accounts/2fa/webauthn/"
    assert staff.notifications.filter(kind="second-factor-removed").count() == 2


def test_within_the_days_of_grace_the_last_goes(staff, confirmed):
    mine = confirmed()
    User.objects.update(second_factor_due_at=timezone.now() + timedelta(hours=1))
    assert mine.post(OFF).url == SET_UP
    assert not again(staff).has_second_factor


def test_a_student_turns_off_what_they_like():
    user = make_user()
    add_app(user)
    mine = Client()
    mine.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    mine.post("/accounts/2fa/authenticate/", {"code": code()})
    mine.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert mine.post(OFF).url == SET_UP
    assert not again(user).has_second_factor


def test_nobody_removes_what_is_somebody_elses(confirmed):
    passkey = Passkey(make_user()).registered()
    mine = confirmed()
    assert mine.post(f"/accounts/2fa/webauthn/keys/{passkey.pk}/remove/").status_code == 404


def test_counters_say_nothing_and_lead_nowhere_before_it_is_shown(staff):
    """Or the page that asks for it would load itself for ever."""
    before = browser_of(staff)
    assert before.get("/me/badges/?on=manage").status_code == 200
    add_app(staff)
    answer = before.get("/me/badges/?on=manage", headers=HTMX)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "HX-Redirect" not in answer


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("agrees", [True, False])
def test_a_password_alone_closes_no_account_that_has_one(settings, required, agrees):
    settings.SECOND_FACTOR_REQUIRED = required
    user = make_user()
    before = entered(user)
    add_app(user)
    if not agrees:
        User.objects.update(agreed_terms="")
    for ask in (before.get, before.post):
        answer = ask("/me/delete/", {"password": PASSWORD})
        assert answer.url.startswith("/accounts/2fa/reauthenticate/?next=")
    assert again(user).closed_at is None
    assert before.get(answer.url).status_code == 200
    before.post("/accounts/2fa/reauthenticate/", {"code": code()})
    assert before.get("/me/delete/").status_code == 200


PAGES = [
    *("", "webauthn/", "totp/deactivate/", "webauthn/add/", "recovery-codes/"),
    *("recovery-codes/generate/", "recovery-codes/download/"),
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("required", [True, False])
def test_a_password_alone_neither_turns_it_off_nor_reads_codes(settings, page, required):
    """As of somebody who has the password, and a log-in from before."""
    settings.SECOND_FACTOR_REQUIRED = required
    user = make_user()
    before = entered(user)
    add_app(user)
    Authenticator.objects.create(
        user=user, type="recovery_codes", data={"seed": "5eed", "used_mask": 0}
    )
    for ask in (before.get, before.post):
        answer = ask(f"{SET_UP}{page}")
        assert answer.status_code == 302
        assert answer.url.startswith("/accounts/2fa/reauthenticate/?next=")
    assert before.get("/me/").status_code == 200
    before.post("/accounts/2fa/reauthenticate/", {"code": code()})
    assert before.get(f"{SET_UP}{page}").status_code == 200
    assert again(user).has_second_factor


# Losing all of them ----------------------------------------------------------------------


def test_a_reset_removes_all_ends_log_ins_and_gives_a_day(staff, clock):
    mine = browser_of(staff)
    add_app(staff)
    Passkey(staff).registered()
    again(staff).reset_second_factors()
    assert not is_in(mine)
    assert not staff.authenticator_set.exists()
    user = again(staff)
    assert not user.has_second_factor
    assert user.second_factor_due_at - timezone.now() == timedelta(days=1)
    assert user.may_go_without_second_factor
    assert staff.notifications.filter(kind="second-factors-reset").exists()
    new = Client()
    new.post("/accounts/login/", {"login": staff.email, "password": PASSWORD})
    assert new.get("/union/").status_code == 200
    clock.shift(24 * 60 * 60)
    assert new.get("/union/").url.startswith(SET_UP)


def test_there_is_nothing_to_reset_twice(staff):
    add_app(staff)
    again(staff).reset_second_factors()
    with pytest.raises(Conflict, match="쓰지 않는 계정"):
        again(staff).reset_second_factors()


# At once ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_removed_at_once_one_stays(staff):
    passkeys = [Passkey(staff).registered() for _ in range(2)]

    def remove(passkey):
        mine = browser_of(staff)
        session = mine.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "at": 9**10, "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(staff.pk)
        session.save()
        return mine.post(f"/accounts/2fa/webauthn/keys/{passkey.pk}/remove/").status_code

    answers = at_once(*[lambda passkey=passkey: remove(passkey) for passkey in passkeys])
    assert sorted(answers) == [302, 403]
    assert again(staff).has_second_factor
    assert staff.authenticator_set.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_comes_and_goes_at_once_is_noted_right(staff):
    for _ in range(5):
        old = Passkey(staff).registered()
        at_once(old.delete, lambda: Passkey(staff).registered())
        assert again(staff).has_second_factor
        at_once(*[each.delete for each in staff.authenticator_set.all()])
        assert not again(staff).has_second_factor


@pytest.mark.django_db(transaction=True)
def test_an_app_that_is_turned_on_twice_at_once_is_one(staff):
    mine = entered(staff)
    mine.get("/accounts/2fa/totp/activate/")
    form = {"code": code(mine.session["mfa.totp.secret"])}

    def turn_on():
        browser = Client()
        browser.cookies.load({name: morsel.value for name, morsel in mine.cookies.items()})
        return browser.post("/accounts/2fa/totp/activate/", form).status_code

    assert set(at_once(turn_on, turn_on)) <= {302, 422}
    assert staff.authenticator_set.filter(type="totp").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_grace_begins_once_however_many_pages_are_opened(staff):
    at_once(*[lambda: browser_of(staff).get("/union/") for _ in range(4)])
    assert staff.notifications.filter(kind="second-factor-due").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_the_models(staff):
    passkey = Passkey(staff).registered()
    with pytest.raises(Refused, match="하나는 있어야"):
        again(staff).ensure_may_remove(passkey)
