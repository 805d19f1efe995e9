"""What people are told while the mail server is away, and that nobody waits for it."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.tests.browsing import ADDRESS, NEW, sign_up
from kclub.outbox.dead_addresses import DeadAddress
from kclub.outbox.delivery import ServerAway
from kclub.outbox.models import OutgoingMail
from kclub.outbox.sender import Sender
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.usefixtures("school")
LATE = "메일이 조금 늦을 수 있어요."
SENT = "/accounts/confirm-email/"
RESET_DONE = "/accounts/password/reset/done/"


@pytest.fixture
def hanging(mail_server):
    """A mail server that accepts connections and says nothing."""
    mail_server.mood = "hanging"
    return mail_server


@pytest.mark.django_db(transaction=True)
def test_what_accounts_mail_answers_at_once_and_leaves_when_the_server_is_back(client, hanging):
    member = make_user(email="member@saebom.example")
    began = time.monotonic()
    assert sign_up(client).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=4)):  # one may ask again
        assert client.post(SENT, {"email": ADDRESS}).status_code == 303
    assert client.post("/accounts/password/reset/", {"email": member.email}).url == RESET_DONE
    browser = Client()
    browser.force_login(member)
    changed = browser.post("/accounts/email/", {"email": "new@saebom.example", "action_add": ""})
    assert changed.status_code in (302, 401)  # asked for the password first, or done
    assert time.monotonic() - began < 10  # four times the server's time-out would have passed
    with pytest.raises(ServerAway):
        Sender().send_all()

    hanging.mood = "up"
    Sender().send_all()
    sent_to = {message["To"] for message in hanging.taken}
    assert {ADDRESS, member.email} <= sent_to
    assert len(set(hanging.message_ids)) == len(hanging.taken)


@pytest.mark.django_db(transaction=True)
def test_pages_say_that_mail_is_late_until_it_has_left(client, hanging):
    sign_up(client)
    assert LATE not in client.get(SENT).text
    with pytest.raises(ServerAway):
        Sender().send_all()
    cache.clear()  # the question is asked again after a few seconds
    page = client.get(SENT).text
    assert LATE in page
    assert "이 주소로 링크를 보낼게요." in page
    assert LATE in Client().get(RESET_DONE).text
    assert LATE in client.get(f"{SENT}?polls=1", headers={"hx-request": "true"}).text

    hanging.mood = "up"
    Sender().send_all()
    cache.clear()
    assert LATE not in client.get(SENT).text
    assert "이 주소로 링크를 보냈어요." in client.get(SENT).text


@pytest.mark.usefixtures("outbox")
def test_pages_say_so_when_nobody_has_sent_for_half_a_minute(client):
    sign_up(client)
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(seconds=29))
    assert LATE not in client.get(SENT).text
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(seconds=31))
    cache.clear()
    assert LATE in client.get(SENT).text


@pytest.mark.usefixtures("outbox")
def test_a_burst_of_news_or_a_full_mailbox_does_not_make_mail_of_accounts_late(client):
    long_ago = timezone.now() - timedelta(hours=1)
    OutgoingMail.objects.create(recipient=ADDRESS, bulk=True, due_at=long_ago)
    OutgoingMail.objects.create(recipient=ADDRESS, attempts=3, error="452 Mailbox full")
    assert LATE not in client.get(RESET_DONE).text


def test_the_page_of_a_known_and_an_unknown_address_is_the_same_while_mail_is_late(client):
    make_user(email=ADDRESS)
    OutgoingMail.objects.create(recipient="x@saebom.example", error="timed out")
    pages = set()
    for email in [ADDRESS, "nobody@saebom.example"]:
        answer = client.post("/accounts/password/reset/", {"email": email}, follow=True)
        pages.add((answer.status_code, LATE in answer.text))
    assert pages == {(200, True)}


@pytest.mark.django_db(transaction=True)
def test_while_the_server_is_away_no_page_tells_who_has_an_account(hanging):
    make_user(email=ADDRESS)
    make_user(email="suspended@saebom.example", is_active=False)
    make_user(email="dead@saebom.example")
    DeadAddress.objects.bury("dead@saebom.example", "550 5.1.1 User unknown")
    OutgoingMail.objects.create(recipient="x@saebom.example", error="timed out")
    addresses = (
        ADDRESS,
        "suspended@saebom.example",
        "dead@saebom.example",
        "nobody@saebom.example",
    )
    forms = {"/accounts/password/reset/": {}, SENT: {}, "/accounts/signup/": NEW}
    for path, form in forms.items():
        answers = set()
        for email in addresses:
            answer = Client().post(path, form | {"email": email}, follow=True)
            text = re.sub(r'(value="|nonce-?=?"?)[\w-]{20,}"', "", answer.text).replace(email, "")
            answers.add((answer.status_code, str(answer.redirect_chain), LATE in text, text))
        assert len(answers) == 1, path
        cache.clear()
    assert set(OutgoingMail.objects.values_list("recipient", flat=True)) >= set(addresses)


def test_asking_whether_mail_is_late_costs_other_pages_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/robots.txt")
    client.get(RESET_DONE)
    with django_assert_num_queries(0):
        client.get(RESET_DONE)


# Suspended people


def suspended(**suspension):
    user = make_user(email=ADDRESS)
    user.suspend(make_staff(), timezone.now() + timedelta(**suspension), "광고를 올렸어요")
    return user


def test_who_is_suspended_and_asks_for_a_new_password_is_told_the_truth(client, settings):
    settings.CONTACT_EMAIL = "union@saebom.example"
    suspended(days=7)
    answer = client.post("/accounts/password/reset/", {"email": ADDRESS})
    assert answer.url == RESET_DONE
    (message,) = mail.outbox
    assert message.subject == "지금은 멈춘 계정이에요"
    assert "까지 쓸 수 없어요." in message.body
    assert "이유: 광고를 올렸어요" in message.body
    assert "union@saebom.example" in message.body
    assert "/accounts/password/reset/" not in message.body


def test_who_was_suspended_until_yesterday_gets_a_link(client):
    suspended(days=-1)
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_a_closed_account_is_not_known_any_more(client):
    make_user(email=ADDRESS).close_account()
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    assert mail.outbox[0].subject == "아직 가입하지 않은 주소예요"
    assert User.objects.filter(is_active=False).count() == 1
