"""A student whom mail does not reach is told so, and what to do about it."""

import pytest
from django.core import mail
from django.test import Client

from accounts.tests.browsing import ADDRESS, link_in, reset, sign_up
from kclub.outbox.dead_addresses import DeadAddress
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
BANNER = "이 메일로는 소식이 닿지 않아요"
PAGES = ["/me/", "/me/notifications/"]
RETRY = "/me/mail/retry/"


@pytest.fixture
def student(client):
    student = make_user(email=ADDRESS)
    client.force_login(student)
    return student


@pytest.fixture
def dead(student):
    DeadAddress.objects.bury(ADDRESS, "550 5.1.1 User unknown")
    return student


@pytest.mark.parametrize("page", PAGES)
def test_the_banner_says_so_and_leads_to_another_address(client, dead, page):
    text = client.get(page).text
    assert BANNER in text
    assert ADDRESS in text
    assert 'href="/accounts/email/"' in text


@pytest.mark.parametrize("page", PAGES)
def test_who_is_reached_sees_no_banner(client, student, page):
    DeadAddress.objects.bury("other@saebom.example", "550 5.1.1 User unknown")
    assert BANNER not in client.get(page).text


def test_who_presses_the_button_is_mailed_to_and_gets_news_again(client, dead):
    page = client.post(RETRY, follow=True)
    assert "메일을 한 통 보낼게요." in page.text
    assert BANNER not in page.text
    (message,) = mail.outbox
    assert message.to == [ADDRESS]
    assert "/me/notifications/" in message.body
    client.post(RETRY)
    assert len(mail.outbox) == 1


def test_the_mail_is_in_the_language_of_the_student(client, dead):
    dead.locale = "en"
    dead.save()
    client.post(RETRY)
    assert mail.outbox[0].subject == "News reaches you again"


def test_an_address_that_dies_again_and_again_is_not_tried_without_end(client, dead, allow):
    allow({"mail-to": (1, 600)})
    client.post(RETRY)
    DeadAddress.objects.bury(ADDRESS, "550 5.1.1 User unknown")
    assert client.post(RETRY).status_code == 429
    assert len(mail.outbox) == 1


def test_a_mail_that_could_not_be_written_is_not_counted(client, dead, allow, monkeypatch):
    allow({"mail-to": (1, 600)})
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr("accounts.models.reachable.add_html", lambda *args: 1 / 0)
        assert client.post(RETRY).status_code == 500
    assert dead.dead_address
    assert client.post(RETRY).status_code == 303


def test_who_presses_the_link_to_a_new_password_gets_news_again(dead):
    reset(Client(), "sentences-are-longer-2027")
    assert not DeadAddress.objects.exists()


def test_who_confirms_the_address_gets_news_again(client):
    sign_up(client)
    DeadAddress.objects.bury(ADDRESS, "550 5.1.1 User unknown")
    link = link_in(mail.outbox[0])
    client.get(link)
    assert DeadAddress.objects.exists()  # a scanner follows links, too
    client.post(link)
    assert not DeadAddress.objects.exists()


def test_a_closed_account_leaves_no_dead_address(dead):
    dead.close_account()
    assert not DeadAddress.objects.exists()
