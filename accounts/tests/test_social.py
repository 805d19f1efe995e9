"""Logging in, signing up and linking by Kakao and Naver, against a service that speaks OAuth 2."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.kakao.views import KakaoOAuth2Adapter
from allauth.socialaccount.providers.naver.views import NaverOAuth2Adapter
from django.core import mail
from django.test import Client

from accounts.agreement_texts import REQUIRED
from accounts.models import User
from accounts.tests.browsing import ADDRESS, browser_of, is_in, link_in, log_in, reset, sign_up
from accounts.tests.hostile_addresses import HOSTILE
from kclub.text.normalization import composed
from tests.factories import PASSWORD, make_user
from tests.social_service import CLIENT, SocialService

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
SIGN_UP = "/accounts/3rdparty/signup/"
LINKS = "/accounts/3rdparty/"
AGAIN = "/accounts/reauthenticate/"
FORM = {
    "display_name": "이서연", "email": ADDRESS, "agree_terms": "on", "agree_privacy": "on",
}  # fmt: skip
SEOYEON = {"id": 4_112_233, "nickname": "서연이", "email": ADDRESS}
each_provider = pytest.mark.parametrize("name", ["kakao", "naver"])


@pytest.fixture(scope="module")
def running():
    with SocialService() as service:
        yield service


@pytest.fixture
def service(running, settings, monkeypatch):
    """The service, whose keys are there; `people` says who is logged in at each of its two names."""
    running.people = {"kakao": SEOYEON, "naver": SEOYEON | {"id": "naver-1"}}
    running.revoked, running.silent, running.asked = set(), set(), []
    settings.SOCIALACCOUNT_PROVIDERS = {
        name: {"APPS": [CLIENT], "OAUTH_PKCE_ENABLED": True} for name in running.people
    }
    for name, adapter in (("kakao", KakaoOAuth2Adapter), ("naver", NaverOAuth2Adapter)):
        monkeypatch.setattr(adapter, "authorize_url", f"{running.origin}/{name}/authorize")
        monkeypatch.setattr(adapter, "access_token_url", f"{running.origin}/{name}/token")
        monkeypatch.setattr(adapter, "profile_url", f"{running.origin}/{name}/me")
    return running


def leave_for(browser, name, query=""):
    """Press the button, and return the address at which the service sends the browser back."""
    answer = browser.post(f"/accounts/{name}/login/{query}")
    assert answer.status_code == 302, answer.text
    return requests.get(answer.url, allow_redirects=False, timeout=10).headers["location"]


def go_through(browser, name, query=""):
    """Press the button and come back. Returns the site's answer."""
    back = urlsplit(leave_for(browser, name, query))
    return browser.get(f"{back.path}?{back.query}")


def sign_up_by(browser, name, **changes):
    assert go_through(browser, name).url == SIGN_UP
    return browser.post(SIGN_UP, FORM | changes)


def linked(user, name="kakao", uid=None):
    return SocialAccount.objects.create(
        user=user, provider=name, uid=uid or str({"kakao": 4_112_233, "naver": "naver-1"}[name])
    )


# The way there and back ------------------------------------------------------------------


@each_provider
def test_the_way_there_carries_state_and_pkce_and_asks_for_nothing(client, service, name):
    go_through(client, name)
    (asked,) = service.asked
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == f"http://testserver/accounts/{name}/login/callback/"
    assert len(asked["state"]) >= 16
    assert asked["code_challenge_method"] == "S256"
    assert not asked.get("scope")


@each_provider
def test_one_goes_there_by_a_button_alone(client, service, name):
    page = client.get(f"/accounts/{name}/login/")
    assert page.status_code == 200
    assert "계속하기" in page.text
    assert service.asked == []
    assert Client(enforce_csrf_checks=True).post(f"/accounts/{name}/login/").status_code == 403


@each_provider
@pytest.mark.parametrize("state", ["", "state=", "state=abcdefgh12345678"])
def test_nobody_comes_back_who_has_not_gone(client, service, name, state):
    back = urlsplit(leave_for(client, name))
    code = parse_qs(back.query)["code"][0]
    answer = client.get(f"{back.path}?code={code}&{state}")
    assert "로그인하지 못했어요" in answer.text
    assert not is_in(client)


@each_provider
def test_what_one_browser_began_no_other_ends(client, service, name):
    linked(make_user(email=ADDRESS), name)
    back = urlsplit(leave_for(client, name))
    other = Client()
    assert "로그인하지 못했어요" in other.get(f"{back.path}?{back.query}").text
    assert not is_in(other)


@each_provider
def test_a_code_counts_once(client, service, name):
    linked(make_user(email=ADDRESS), name)
    back = urlsplit(leave_for(client, name))
    assert client.get(f"{back.path}?{back.query}").status_code == 302
    again = urlsplit(leave_for(other := Client(), name))
    state = parse_qs(again.query)["state"][0]
    code = parse_qs(back.query)["code"][0]
    assert "로그인하지 못했어요" in other.get(f"{again.path}?code={code}&state={state}").text
    assert not is_in(other)


@pytest.mark.parametrize(("name", "other"), [("kakao", "naver"), ("naver", "kakao")])
def test_what_one_service_says_is_not_taken_for_another_s(client, service, name, other):
    linked(make_user(email=ADDRESS), other)
    back = urlsplit(leave_for(client, name))
    path = back.path.replace(name, other)
    assert "로그인하지 못했어요" in client.get(f"{path}?{back.query}").text
    assert not is_in(client)


@each_provider
def test_whoever_says_no_there_is_back_without_a_fault(client, service, name):
    service.people = {}
    answer = go_through(client, name)
    assert answer.status_code == 302
    assert "로그인을 그만두었어요" in client.get(answer.url).text


@each_provider
@pytest.mark.parametrize("trouble", ["revoked", "silent"])
def test_whom_the_service_does_not_know_any_more_is_told(client, service, name, trouble):
    linked(make_user(email=ADDRESS), name)
    setattr(service, trouble, {service.people[name]["id"]})
    answer = go_through(client, name)
    assert "로그인하지 못했어요" in answer.text
    assert not is_in(client)


@each_provider
def test_a_service_that_is_away_is_no_fault_of_ours(client, service, name, monkeypatch):
    back = urlsplit(leave_for(client, name))
    adapter = {"kakao": KakaoOAuth2Adapter, "naver": NaverOAuth2Adapter}[name]
    monkeypatch.setattr(adapter, "access_token_url", "http://127.0.0.1:9/token")
    assert "로그인하지 못했어요" in client.get(f"{back.path}?{back.query}").text


# Signing up ------------------------------------------------------------------------------


@each_provider
def test_a_sign_up_asks_for_all_and_sends_the_school_s_mail(client, service, name):
    page = client.get(go_through(client, name).url)
    assert 'name="agree_terms"' in page.text
    assert ADDRESS not in page.text
    assert client.post(SIGN_UP, FORM).url == "/accounts/confirm-email/"
    user = User.objects.get()
    assert (user.email, user.display_name, user.is_verified) == (ADDRESS, "이서연", False)
    assert user.agreements.count() == len(REQUIRED)
    assert not user.has_usable_password()
    account = user.socialaccount_set.get()
    assert (account.provider, account.extra_data) == (name, {})
    assert not is_in(client)

    assert client.post(link_in(mail.outbox[0])).url == "/"
    assert User.objects.get().is_verified
    assert is_in(client)
    other = Client()
    assert go_through(other, name).url == "/"
    assert is_in(other)


@each_provider
@pytest.mark.parametrize(
    "said", [{"email": None}, {"verified": False}, {"verified": True}, {"email": "kim@gmail.com"}]
)
def test_no_word_of_the_service_makes_a_student(client, service, name, said):
    service.people = {name: service.people[name] | said}
    sign_up_by(client, name)
    user = User.objects.get()
    assert not user.is_verified
    assert not EmailAddress.objects.filter(verified=True).exists()
    assert list(user.emailaddress_set.values_list("email", flat=True)) == [ADDRESS]


@each_provider
def test_an_account_with_that_address_is_not_joined(client, service, name):
    owner = make_user(email=ADDRESS)
    answer = sign_up_by(client, name)
    assert answer.url == "/accounts/confirm-email/"
    assert not owner.socialaccount_set.exists()
    assert not is_in(client)
    assert "이미 가입한 주소예요" in mail.outbox[0].subject


@each_provider
@pytest.mark.parametrize("box", ["agree_terms", "agree_privacy"])
def test_both_agreements_are_asked_for(client, service, name, box):
    assert sign_up_by(client, name, **{box: ""}).status_code == 422
    assert not User.objects.exists()


def test_no_hostile_address_passes(client, service, allow):
    go_through(client, "kakao")
    for address in HOSTILE:
        if composed(address).lower() != "kim@saebom.example":
            answer = client.post(SIGN_UP, FORM | {"email": address})
            assert answer.status_code == 422, ascii(address)
    assert not User.objects.exists()


def test_the_page_needs_somebody_whom_a_service_has_sent(client):
    assert client.get(SIGN_UP).url == "/accounts/login/"
    assert client.post(SIGN_UP, FORM).url == "/accounts/login/"


def test_who_confirms_elsewhere_logs_in_there_by_the_service(client, service):
    sign_up_by(client, "kakao")
    elsewhere = Client()
    assert elsewhere.post(link_in(mail.outbox[0])).url == "/accounts/login/"
    assert go_through(client, "kakao").status_code == 403
    assert not is_in(client)
    go_through(elsewhere, "kakao")
    assert is_in(elsewhere)
    go_through(client, "kakao")
    assert is_in(client)


def test_whoever_signed_up_with_somebody_else_s_address_does_not_get_in(client, service):
    stranger, owner = client, Client()
    sign_up_by(stranger, "kakao")
    owner.post(link_in(mail.outbox[0]))
    assert "다른 기기에서 메일을 인증했어요" in go_through(stranger, "kakao").text
    reset(owner, "another-long-password")
    assert not SocialAccount.objects.exists()
    assert log_in(owner, password="another-long-password").status_code == 302
    assert go_through(stranger, "kakao").url == SIGN_UP


def test_the_owner_who_signs_up_later_shares_nothing_with_a_stranger(client, service):
    sign_up_by(client, "kakao")
    owner = Client()
    sign_up(owner)
    owner.post(link_in(mail.outbox[-1]))
    assert is_in(owner)
    assert not SocialAccount.objects.exists()
    assert go_through(client, "kakao").url == SIGN_UP


def test_an_unverified_account_waits_for_the_mail(client, service):
    sign_up_by(client, "kakao")
    again = Client()
    assert go_through(again, "kakao").url == "/accounts/confirm-email/"
    assert not is_in(again)


# Logging in and linking ------------------------------------------------------------------


@each_provider
def test_who_is_linked_logs_in_and_arrives_where_they_were_going(client, service, name):
    linked(make_user(email=ADDRESS), name)
    assert go_through(client, name, "?next=/me/edit/").url == "/me/edit/"
    assert is_in(client)
    assert go_through(Client(), name, "?next=https://evil.example/").url == "/"


def test_somebody_else_at_the_service_is_somebody_else_here(client, service):
    linked(make_user(), "kakao", uid="999")
    assert go_through(client, "kakao").url == SIGN_UP


def test_who_is_suspended_does_not_get_in(client, service):
    user = make_user(email=ADDRESS)
    linked(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    go_through(client, "kakao")
    assert not is_in(client)


@each_provider
def test_an_account_is_linked_and_unlinked_at_me(service, name):
    user = make_user(email="other@saebom.example")
    mine = Client()
    log_in(mine, user.email, PASSWORD)
    assert f"/accounts/{name}/login/?process=connect" in mine.get(LINKS).text
    assert go_through(mine, name, "?process=connect").url.startswith(AGAIN)
    assert not user.socialaccount_set.exists()
    assert mine.post(AGAIN, {"password": PASSWORD}).url == LINKS
    account = user.socialaccount_set.get()
    assert account.extra_data == {}
    assert list(user.emailaddress_set.values_list("email", flat=True)) == [user.email]
    assert {"kakao": "카카오", "naver": "네이버"}[name] in mine.get(LINKS).text
    assert mine.post(LINKS, {"account": account.pk}).status_code == 302
    assert not user.socialaccount_set.exists()


def test_what_is_linked_to_somebody_is_not_linked_to_another(service):
    owner, other = make_user(email=ADDRESS), make_user()
    linked(owner)
    mine = Client()
    log_in(mine, other.email, PASSWORD)
    go_through(mine, "kakao", "?process=connect")
    assert "이미 연결되어 있어요." in mine.post(AGAIN, {"password": PASSWORD}, follow=True).text
    assert SocialAccount.objects.get().user == owner


def test_the_last_way_in_stays(service):
    user = make_user()
    user.set_unusable_password()
    user.save()
    account, second = linked(user), linked(user, "naver")
    mine = browser_of(user)
    mine.post(LINKS, {"account": second.pk})
    answer = mine.post(LINKS, {"account": account.pk})
    assert answer.status_code == 422
    assert "비밀번호를 먼저 정해 주세요." in answer.text
    assert list(user.socialaccount_set.all()) == [account]


def test_nobody_unlinks_what_is_somebody_else_s(service):
    account = linked(make_user())
    assert browser_of(make_user()).post(LINKS, {"account": account.pk}).status_code == 422
    assert SocialAccount.objects.count() == 1


def test_a_closed_account_is_linked_to_nobody(client, service):
    user = make_user(email=ADDRESS)
    linked(user)
    user.close_account()
    assert go_through(client, "kakao").url == SIGN_UP


# The buttons -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/signup/"])
def test_the_buttons_lead_there_without_scripts_and_the_policy_lets_them(client, service, page):
    answer = client.get(f"{page}?next=/me/")
    assert "카카오 로그인" in answer.text
    assert "네이버 로그인" in answer.text
    assert 'action="/accounts/kakao/login/"' in answer.text
    forms = 4 if page == "/accounts/login/" else 3  # there by a passkey too
    assert answer.text.count('name="next" value="/me/"') == forms
    policy = dict(
        each.strip().split(" ", 1)
        for each in answer.headers["Content-Security-Policy"].split(";")
        if " " in each.strip()
    )
    assert policy["form-action"] == "'self' https://kauth.kakao.com https://nid.naver.com"
    assert "구글" not in answer.text


def test_other_pages_lead_nowhere_else(client, service):
    assert "form-action 'self';" in client.get("/clubs/").headers["Content-Security-Policy"] + ";"


@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/signup/"])
def test_without_keys_there_are_no_buttons_and_no_addresses(client, page):
    answer = client.get(page)
    assert "카카오" not in answer.text
    assert "kakao" not in answer.headers["Content-Security-Policy"]
    for name in ("kakao", "naver", "google", "nobody"):
        assert client.get(f"/accounts/{name}/login/").status_code == 404
        assert client.post(f"/accounts/{name}/login/").status_code == 404
        assert client.get(f"/accounts/{name}/login/callback/").status_code == 404
        assert client.post(f"/accounts/{name}/login/token/").status_code == 404


def test_me_leads_to_linked_accounts_only_where_a_service_has_keys(service, settings):
    client = Client()
    client.force_login(make_user())
    assert LINKS in client.get("/me/").text
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert LINKS not in client.get("/me/").text
