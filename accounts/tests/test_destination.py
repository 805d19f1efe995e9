"""Where somebody was invited, from the first page through sign-up and mail to the page itself."""

from urllib.parse import quote

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.tests.browsing import ADDRESS, is_in, link_in, log_in, sign_up
from tests.factories import PASSWORD, make_club, make_officer, make_user

pytestmark = pytest.mark.usefixtures("school")
WAITING = "/accounts/confirm-email/"
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def invite(db):
    """The address of an invite to a club with a Hangul slug."""
    club = make_club("필름로그")
    return club.invite(make_officer(club), days=7, max_uses=None).get_absolute_url()


def query(page):
    return f"?next={quote(page, safe='')}"


def test_the_ways_in_of_every_page_lead_back_to_it(client, invite):
    page = client.get(invite).text
    for way in ["login", "signup"]:
        assert f'href="/accounts/{way}/{query(invite)}"' in page
    page = client.get(f"/accounts/login/{query(invite)}").text
    assert page.count(f'href="/accounts/signup/{query(invite)}"') == 2  # in the header and below
    page = client.get(f"/accounts/signup/{query(invite)}").text
    assert page.count(f'href="/accounts/login/{query(invite)}"') == 2
    assert "?next=" not in client.get("/").text


def test_the_link_leads_to_the_invite_in_another_browser(client, invite):
    sign_up(client, next=invite)
    link, phone = link_in(mail.outbox[0]), Client()
    assert link.endswith(query(invite))
    log_in_page = phone.post(link)
    assert log_in_page.url == f"/accounts/login/{query(invite)}"
    assert log_in(phone, next=invite).url == invite


def test_the_link_leads_to_the_invite_where_the_sign_up_was_made(client, invite):
    sign_up(client, next=invite)
    assert client.post(link_in(mail.outbox[0])).url == invite


def test_a_second_mail_leads_there_as_well(client, invite):
    user = make_user(email=ADDRESS, verified=False)
    log_in(client, password=PASSWORD, next=invite)
    user.emailaddress_set.update(verified=False)
    client.post(WAITING, {"email": ADDRESS})
    assert link_in(mail.outbox[-1]).endswith(query(invite))


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:x", "/notifications/read/"]
)
def test_no_link_leads_to_another_site_or_to_what_takes_only_forms(client, elsewhere):
    sign_up(client, next=elsewhere)
    link = link_in(mail.outbox[0])
    assert "next" not in link
    assert Client().post(f"{link}{query(elsewhere)}").url == "/accounts/login/"


def test_the_page_that_waits_notices_and_goes_on(client, invite):
    sign_up(client, next=invite)
    assert "계속하기" not in client.get(WAITING).text
    phone = Client()
    phone.post(link_in(mail.outbox[0]))
    part = client.get(WAITING, headers=PART).text
    assert "인증한 브라우저에서 로그인하면" in part
    assert not is_in(client)  # somebody may have signed up with a stranger's address

    log_in(phone)
    part = client.get(WAITING, headers=PART).text
    assert "계속하기" in part
    assert "hx-get" not in part
    assert not is_in(client)  # reading logs nobody in
    on = client.post(WAITING, {"go_on": "1"}, headers=PART)
    assert on.headers["HX-Redirect"] == invite
    assert is_in(client)
    assert User.objects.get(email=ADDRESS).is_verified


def test_without_scripts_a_link_looks_and_a_button_goes_on(client, invite):
    sign_up(client, next=invite)
    assert f'href="{WAITING}"' in client.get(WAITING).text
    phone = Client()
    phone.post(link_in(mail.outbox[0]))
    log_in(phone)
    assert "계속하기" in client.get(WAITING).text
    assert client.post(WAITING, {"go_on": "1"}).url == invite


def test_another_tab_of_the_same_browser_notices_too(client, invite):
    sign_up(client, next=invite)
    client.post(link_in(mail.outbox[0]))
    assert "계속하기" in client.get(WAITING, headers=PART).text


def test_who_does_not_know_the_password_is_told_nothing_and_gets_nowhere(client):
    sign_up(client)
    stranger, phone = Client(), Client()
    stranger.post(WAITING, {"email": ADDRESS})
    phone.post(link_in(mail.outbox[0]))
    log_in(phone)
    assert "인증했어요</h2>" not in stranger.get(WAITING).text
    assert stranger.post(WAITING, {"go_on": "1"}).url == WAITING
    assert not is_in(stranger)


def test_the_page_stops_asking_after_ten_minutes(client):
    sign_up(client)
    assert "polls=1" in client.get(WAITING).text
    assert "hx-get" not in client.get(f"{WAITING}?polls=120", headers=PART).text
