"""Wrong passwords and codes: what is counted, against whom, and how one gets in all the same."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.test import Client

from accounts.tests.browsing import ADDRESS, NEW, errors_of, is_in, log_in, reset, sign_up
from kclub import rate_limits
from tests.factories import PASSWORD, make_user

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"
NOW = "2026-11-20 12:00:00Z"


@pytest.fixture(autouse=True)
def clock(school):
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def owner():
    return make_user(email=ADDRESS)


def browser(ip=HERE, **cookies):
    client = Client(REMOTE_ADDR=ip)
    client.cookies.load(cookies)
    return client


def fail(client, times=5, login=ADDRESS):
    return [log_in(client, login, "wrong-password").status_code for _ in range(times)]


def test_after_five_wrong_passwords_even_the_right_one_waits(owner, clock):
    for n in range(5):  # tags are no way around
        assert fail(browser(), 1, f"seoyeon.lee+{n}@saebom.example") == [422]
    clock.shift(30)
    answer = log_in(browser(), ADDRESS, PASSWORD)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "270"
    assert "5분 뒤에 다시 해 주세요." in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    clock.shift(240)
    answer = log_in(browser(), ADDRESS, PASSWORD)
    assert answer["Retry-After"] == "30"
    assert "30초 뒤에 다시 해 주세요." in answer.text
    clock.shift(30)
    assert log_in(browser(), ADDRESS, PASSWORD).url == "/"


def test_a_stranger_does_not_lock_out_the_owner(owner):
    mine = browser()
    log_in(mine, ADDRESS, PASSWORD)
    mine.post("/accounts/logout/")
    assert fail(browser(), 6) == [422] * 5 + [429]
    assert log_in(browser(ELSEWHERE), ADDRESS, PASSWORD).url == "/"
    assert log_in(mine, ADDRESS, PASSWORD).url == "/"  # from the stranger's network


def test_who_is_held_back_gets_in_at_once_by_mail(owner):
    fail(browser())
    page = log_in(browser(), ADDRESS, PASSWORD).text
    assert "기다리지 않고 메일로 비밀번호 새로 정하기" in page
    here = browser()
    reset(here, "another-long-password-26")
    assert log_in(browser(), ADDRESS, "another-long-password-26").url == "/"


def test_a_known_device_is_slowed_down_too_and_known_to_its_own_accounts_alone(owner):
    other = make_user(email="minjae@saebom.example")
    known = browser()
    log_in(known, other.email, PASSWORD)
    known.post("/accounts/logout/")
    assert fail(known, 6) == [422] * 5 + [429]
    assert fail(known, 6, other.email) == [422] * 5 + [429]
    forged = known.cookies["device"].value.partition(".")[0] + "." + "0" * 32
    assert log_in(browser(device=forged), ADDRESS, PASSWORD).status_code == 429


def test_whether_there_is_an_account_is_not_told_by_the_limit(owner):
    pages = set()
    for login in [ADDRESS, "nobody@saebom.example", owner.username, "nobody22"]:
        client = browser()
        assert fail(client, 6, login) == ([429] if login == owner.username else [422]) * 5 + [429]
        pages.add(errors_of(log_in(client, login, "wrong-password"))[0])
    assert len(pages) == 1


def test_a_class_behind_one_address_logs_in_together():
    students = [make_user(email=f"student{n}@saebom.example") for n in range(75)]
    for student in students:
        fail(browser(), 1, student.email)
        assert log_in(browser(), student.email, PASSWORD).url == "/"


def test_a_class_behind_one_address_signs_up_together_and_forgets_its_passwords_too():
    for n in range(75):
        answer = sign_up(browser(), email=f"new{n}@saebom.example", display_name=f"새내기 {n}")
        assert answer.status_code == 302
    for n in range(75):
        email = {"email": f"new{n}@saebom.example"}
        assert browser().post("/accounts/password/reset/", email).status_code == 302


def test_one_network_that_tries_all_accounts_has_two_more_for_each(owner, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"login-network": (3, 600)}
    for n in range(3):
        fail(browser("2001:db8:1:2::7"), 1, f"student{n}@saebom.example")
    mate = browser("2001:db8:1:2:ffff::1")
    assert fail(mate, 1) == [422]
    assert log_in(mate, ADDRESS, PASSWORD).url == "/"
    assert fail(browser("2001:db8:1:2::8"), 2) == [422, 429]
    answer = log_in(browser("2001:db8:1:2::9"), ADDRESS, PASSWORD)
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert log_in(browser("2001:db8:1:3::7"), ADDRESS, PASSWORD).url == "/"
    assert log_in(browser("::ffff:203.0.113.7"), ADDRESS, PASSWORD).url == "/"


def test_one_network_does_not_make_a_server_hash_without_end(owner, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"login-flood": (3, 600)}
    known = browser()
    log_in(known, ADDRESS, PASSWORD)
    known.post("/accounts/logout/")
    statuses = [fail(browser(), 1, f"student{n}@saebom.example")[0] for n in range(4)]
    assert statuses == [422, 422, 422, 429]
    assert log_in(browser(), ADDRESS, PASSWORD)["Retry-After"] == "600"
    assert log_in(known, ADDRESS, PASSWORD).url == "/"


def test_one_account_is_not_tried_from_all_networks(owner, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"login-account": (3, 3_600)}
    known = browser()
    log_in(known, ADDRESS, PASSWORD)
    known.post("/accounts/logout/")
    assert [fail(browser(f"192.0.2.{n}"), 1)[0] for n in range(4)] == [422, 422, 422, 429]
    assert log_in(known, ADDRESS, PASSWORD).url == "/"


@pytest.mark.parametrize("path", ["signup", "password/reset"])
def test_too_many_mails_to_one_address_wait_whoever_has_it(owner, path):
    for email in [ADDRESS, "nobody@saebom.example"]:
        form = NEW | {"email": email}
        answers = [browser().post(f"/accounts/{path}/", form) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [302] * 5 + [429]
        assert answers[-1]["Retry-After"] == "600"
        assert "10분 뒤에" in answers[-1].text
        assert email in answers[-1].text


def test_the_current_password_is_asked_five_times(owner):
    mine = browser()
    mine.force_login(owner)
    form = {"oldpassword": "wrong-password", "password1": "a-new-long-word", "password2": "x"}
    answers = [mine.post("/accounts/password/change/", form) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert answers[-1]["Retry-After"] == "300"


def test_codes_are_counted_like_passwords_and_right_ones_are_not(owner, clock):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(owner, secret)

    def code_page(ip=HERE):
        client = browser(ip)
        log_in(client, ADDRESS, PASSWORD)
        return client

    def enter(client, code):
        return client.post("/accounts/2fa/authenticate/", {"code": code})

    stranger = code_page(ELSEWHERE)
    answers = [enter(stranger, "000000") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert answers[-1]["Retry-After"] == "300"
    assert "5분 뒤에" in answers[-1].text
    for _ in range(6):
        clock.shift(30)
        mine = code_page()
        counter = next(iter(totp.yield_hotp_counters_from_time()))
        enter(mine, totp.format_hotp_value(totp.hotp_value(secret, counter)))
        assert is_in(mine)


def test_the_cookie_of_a_device_names_nobody(owner):
    client = browser()
    log_in(client, ADDRESS, PASSWORD)
    cookie = client.cookies["device"]
    assert cookie["httponly"]
    assert "seoyeon" not in cookie.value
    _device, signature = cookie.value.split(".")
    assert len(signature) == 32


@pytest.mark.django_db(transaction=True)
def test_of_many_wrong_passwords_at_once_five_are_read(owner, settings):
    def guess(_):
        try:
            return log_in(browser(), ADDRESS, "wrong-password").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(guess, range(16)))
    assert sorted(statuses) == [422] * 5 + [429] * 11


@pytest.mark.django_db(transaction=True)
def test_many_right_passwords_at_once_all_get_in():
    students = [make_user(email=f"student{n}@saebom.example") for n in range(24)]

    def enter(student):
        try:
            return log_in(browser(), student.email, PASSWORD).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(enter, students)) == {302}
    for limit in ("login-network", "login-flood"):
        most = rate_limits.settings.RATE_LIMITS[limit][0]
        assert rate_limits.attempt((limit, HERE)).remaining == most - 1
