"""Passkeys: adding them, logging in by them, and what is no passkey of this site and person."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages

from accounts.tests.browsing import is_in
from accounts.tests.passkeys import (
    AJAX,
    VERIFIED,
    Passkey,
    browser_at,
    challenge_for,
    log_in_by,
    send,
)
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
ADD = "/accounts/2fa/webauthn/add/"
SECOND_STEP = "/accounts/2fa/authenticate/"
WRONG = "패스키를 확인하지 못했어요. 다시 해 주세요."


@pytest.fixture
def me():
    return make_user("이서연")


@pytest.fixture
def passkey(me):
    passkey = Passkey(me)
    passkey.registered()
    return passkey


def options_on(page):
    return json.loads(re.search(r'id="passkey-options"[^>]*>(.*?)</script>', page.text)[1])


def sentences(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def entered(user, host="localhost"):
    """A browser whose user has just typed the password twice."""
    browser = browser_at(host)
    browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


def test_a_passkey_is_added_and_opens_the_account_alone(me):
    mine, passkey = entered(me), Passkey(me)
    options = options_on(mine.get(ADD))["publicKey"]
    assert options["rp"] == {"id": "localhost", "name": "K-Club 새봄대학교"}
    made = passkey.made(options["challenge"])
    form = {"name": "", "passwordless": "on", "credential": json.dumps(made)}
    assert mine.post(ADD, form).url == "/accounts/2fa/recovery-codes/"
    added = me.authenticator_set.get(type="webauthn")
    assert (str(added), added.data["passwordless"]) == ("패스키 1", True)

    new = browser_at()
    assert log_in_by(new, passkey).url == "/"
    assert is_in(new)


def test_a_key_that_was_added_for_the_second_step_alone_opens_nothing_alone(me):
    """Though its browser says that it could."""
    mine, passkey = entered(me), Passkey(me)
    made = passkey.made(options_on(mine.get(ADD))["publicKey"]["challenge"])
    mine.post(ADD, {"name": "열쇠", "credential": json.dumps(made)})
    assert me.authenticator_set.get(type="webauthn").data["passwordless"] is False
    new = browser_at()
    assert sentences(log_in_by(new, passkey)) == [WRONG]
    assert not is_in(new)
    new.post("/accounts/login/", {"login": me.email, "password": PASSWORD})
    challenge = options_on(new.get(SECOND_STEP))["publicKey"]["challenge"]
    new.post(SECOND_STEP, {"credential": json.dumps(passkey.signed(challenge))})
    assert is_in(new)


@pytest.mark.parametrize("rk", [True, False, None])
def test_of_a_key_from_before_the_browser_has_said_it(passkey, me, rk):
    row = me.authenticator_set.get()
    row.data["credential"]["clientExtensionResults"] = {"credProps": {"rk": rk}}
    row.save()
    browser = browser_at()
    log_in_by(browser, passkey)
    assert is_in(browser) == bool(rk)


def test_a_stolen_key_does_not_log_in_by_the_challenge_of_a_second_step(passkey, me):
    """Which does not insist on a PIN: the thief has begun it for an account of their own."""
    thief = make_user()
    Passkey(thief).registered()
    browser = browser_at()
    browser.post("/accounts/login/", {"login": thief.email, "password": PASSWORD})
    challenge = options_on(browser.get(SECOND_STEP))["publicKey"]["challenge"]
    browser.get("/accounts/signup/")
    answer = send(browser, passkey.signed(challenge, flags=VERIFIED & ~4))
    assert sentences(answer) == [WRONG]
    assert not is_in(browser)
    assert "sign_count" not in me.authenticator_set.get().data


@pytest.mark.parametrize(
    "parts",
    [
        {"origin": "https://localhost"},
        {"origin": "http://evil.localhost"},
        {"origin": "http://localhost:8001"},
        {"client": {"crossOrigin": True}},
        {"client": {"type": "webauthn.get"}},
        {"client": {"challenge": "AAAA"}},
        {"flags": VERIFIED & ~4},  # without asking for a finger or a PIN
    ],
)
def test_a_key_that_was_made_elsewhere_is_not_added(me, parts):
    mine = entered(me)
    challenge = options_on(mine.get(ADD))["publicKey"]["challenge"]
    made = Passkey(me).made(challenge, **parts)
    answer = mine.post(ADD, {"passwordless": "on", "credential": json.dumps(made)})
    assert answer.status_code == 422
    assert WRONG in answer.text
    assert not me.authenticator_set.exists()


def test_it_leads_on_and_stays_only_where_it_is_asked_to(passkey):
    browser = browser_at()
    signed = passkey.signed(challenge_for(browser))
    assert send(browser, signed, next="/clubs/", remember="on").url == "/clubs/"
    assert browser.session.get_expiry_age() > 24 * 60 * 60
    browser = browser_at()
    send(browser, passkey.signed(challenge_for(browser)), remember="")
    assert browser.session.get_expire_at_browser_close()


@pytest.mark.parametrize(
    "parts",
    [
        {"origin": "http://evil.localhost"},  # which the standard lets ask for it
        {"origin": "https://localhost"},
        {"origin": "http://phishing.example"},
        {"rp_id": "phishing.example"},
        {"client": {"crossOrigin": True}},
        {"client": {"challenge": "AAAA"}},
        {"client": {"type": "webauthn.create"}},
        {"flags": VERIFIED & ~4},
    ],
)
def test_what_was_signed_elsewhere_opens_nothing(passkey, parts):
    browser = browser_at()
    answer = log_in_by(browser, passkey, **parts)
    assert answer.url == "/accounts/login/"
    assert sentences(answer) == [WRONG]
    assert not is_in(browser)


def test_what_was_signed_opens_once_and_in_its_browser_alone(passkey):
    browser = browser_at()
    signed = passkey.signed(challenge_for(browser))
    assert send(browser, signed).url == "/"
    browser.post("/accounts/logout/")
    for other in (browser, browser_at()):
        answer = send(other, signed, next="/clubs/")
        assert (answer.status_code, answer.url) == (303, "/accounts/login/?next=%2Fclubs%2F")
        assert not is_in(other)


def test_a_copy_of_a_key_that_counts_is_found(me):
    passkey = Passkey(me, count=3)
    passkey.registered()
    passkey.count = 4
    assert log_in_by(browser_at(), passkey).url == "/"
    for count in (4, 2, 0):
        passkey.count = count
        browser = browser_at()
        answer = log_in_by(browser, passkey)
        assert "복제된 것 같아" in sentences(answer)[0]
        assert not is_in(browser)
    passkey.count = 5
    assert log_in_by(browser_at(), passkey).url == "/"
    assert me.authenticator_set.get().data["name"] == "패스키 1"


def test_a_key_of_the_cloud_never_counts(passkey):
    for _ in range(3):
        assert log_in_by(browser_at(), passkey).url == "/"


def test_a_key_that_signs_for_somebody_else_opens_nothing(passkey):
    passkey.user = make_user()
    answer = log_in_by(browser_at(), passkey)
    passkey.user.pk = 10**9
    assert sentences(answer) == sentences(log_in_by(browser_at(), passkey)) == [WRONG]


def test_a_suspended_person_stays_out(passkey, me):
    me.is_active = False
    me.save()
    browser = browser_at()
    assert log_in_by(browser, passkey).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize(
    "credential",
    [
        *("", "x", "null", "[]", "1", '"a"', "{}", '{"response": null}', '{"response": []}'),
        '{"response": {"clientDataJSON": 3}}',
        '{"response": {"clientDataJSON": "%%%"}}',
        '{"response": {"clientDataJSON": "e30"}}',
        '{"id": "a", "rawId": [], "type": 1, "response": {"userHandle": {}}}',
    ],
)
def test_no_rubbish_breaks_a_page(me, credential):
    form = {"credential": credential}
    answer = browser_at().post("/accounts/2fa/webauthn/login/", form)
    assert (answer.url, sentences(answer)) == ("/accounts/login/", [WRONG])
    assert entered(me).post(ADD, form).status_code == 422


@pytest.mark.parametrize("part", ["id", "rawId", "type", "authenticatorData", "signature"])
@pytest.mark.parametrize("wrong", [None, 1, [], "AA", "한"])
def test_a_broken_part_opens_nothing(passkey, part, wrong):
    browser = browser_at()
    signed = passkey.signed(challenge_for(browser))
    where = signed if part in signed else signed["response"]
    where[part] = wrong
    send(browser, signed)
    assert not is_in(browser) or part in ("id", "type")


def test_it_is_the_second_step_too_without_asking_for_a_finger(passkey, me):
    browser = browser_at()
    answer = browser.post("/accounts/login/", {"login": me.email, "password": PASSWORD})
    assert answer.url == "/accounts/2fa/authenticate/"
    wrong = {"credential": json.dumps(passkey.signed("AAAA"))}
    assert WRONG in browser.post(answer.url, wrong).text
    challenge = options_on(browser.get(answer.url))["publicKey"]["challenge"]
    signed = passkey.signed(challenge, flags=VERIFIED & ~4)
    assert browser.post(answer.url, {"credential": json.dumps(signed)}).url == "/"
    assert is_in(browser)


def test_nobody_without_a_passkey_is_asked_for_one(me):
    Authenticator.objects.create(user=me, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    browser = browser_at()
    browser.post("/accounts/login/", {"login": me.email, "password": PASSWORD})
    assert "passkey-options" not in browser.get("/accounts/2fa/authenticate/").text


def test_it_confirms_who_one_is_and_a_wrong_one_asks_again(passkey, me):
    browser = browser_at()
    log_in_by(browser, passkey)
    page = "/accounts/2fa/webauthn/reauthenticate/"
    wrong = {"credential": "{}", "next": ADD}
    answer = browser.post(page, wrong)
    assert answer.url == f"{page}?next=%2Faccounts%2F2fa%2Fwebauthn%2Fadd%2F"
    challenge = options_on(browser.get(page))["publicKey"]["challenge"]
    signed = {"credential": json.dumps(passkey.signed(challenge)), "next": ADD}
    assert browser.post(page, signed).url == ADD
    assert browser.get(ADD).status_code == 200


def test_one_network_does_not_make_sessions_without_end(settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"passkey": (2, 600)}
    ask = "/accounts/2fa/webauthn/login/"
    answers = [browser_at().get(ask, headers=AJAX).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    elsewhere = browser_at(REMOTE_ADDR="198.51.100.9")
    assert elsewhere.get(ask, headers=AJAX).status_code == 200


def test_wrong_passkeys_count_as_wrong_passwords_of_the_network_do(passkey, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"login-flood": (2, 600)}
    for _ in range(2):
        assert sentences(log_in_by(browser_at(), passkey, rp_id="other.example")) == [WRONG]
    for _ in range(3):
        assert log_in_by(browser_at(REMOTE_ADDR="198.51.100.9"), passkey).url == "/"
    assert "10분 뒤에" in sentences(log_in_by(browser_at(), passkey))[0]


def test_the_page_says_why_it_needs_scripts_and_offers_names_and_passkeys():
    page = browser_at().get("/accounts/login/").text
    assert 'autocomplete="username webauthn"' in page
    assert "자바스크립트를 켜야 쓸 수 있어요" in page
    assert "data-passkey-ready hidden" in page
