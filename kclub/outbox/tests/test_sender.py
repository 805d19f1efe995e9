"""The sender delivers what waits, to a real mail server that is not always well."""

from datetime import timedelta

import pytest
import time_machine
from django.core.mail import mailers, send_mail
from django.db import Error
from django.utils import timezone

from kclub import outbox as outbox_app
from kclub.outbox.delivery import ServerAway
from kclub.outbox.models import OutgoingMail
from kclub.outbox.sender import Sender
from kclub.outbox.tests.test_backend import message_to
from kclub.registry import Registry
from tests.factories import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("outbox")]
BOM, SEO = "bom@saebom.example", "seo@saebom.example"


def put(*addresses, using=None):
    for address in addresses:
        message_to(address).send(using=using)


def mail_to(address):
    return OutgoingMail.objects.get(recipient=address)


def recipients(server):
    return [message["To"] for message in server.taken]


def later(**age):
    return time_machine.travel(timezone.now() + timedelta(**age))


def test_what_was_sent_is_forgotten_but_for_that_it_was(mail_server):
    send_mail("인증해 주세요", "링크: https://kclub.example/secret", None, [BOM])
    message_id = mail_to(BOM).message_id
    assert Sender().send_all()
    assert mail_server.message_ids == [message_id]
    assert "https://kclub.example/secret" in mail_server.taken[0].get_content()
    mail = mail_to(BOM)
    assert mail.sending_at <= mail.sent_at
    assert (bytes(mail.content), mail.due_at, mail.attempts) == (b"", None, 1)
    Sender().send_all()
    assert len(mail_server.taken) == 1


def test_a_burst_goes_over_one_connection_at_the_rate_of_the_setting(mail_server, settings):
    settings.EMAIL_RATE = 40
    put(*(f"s{number}@saebom.example" for number in range(20)), using="bulk")
    began = timezone.now()
    Sender().send_all()
    assert len(mail_server.taken) == 20
    assert timezone.now() - began >= timedelta(seconds=19 / 40)
    assert mail_server.connections == 2  # one of them to see that it is up


def test_mail_of_an_account_overtakes_a_burst(mail_server, settings):
    put(SEO, SEO, using="bulk")
    put(BOM)
    Sender().send_all()
    assert recipients(mail_server) == [BOM, SEO, SEO]


def test_an_address_that_is_not_there_fails_with_the_words_of_the_server(mail_server):
    mail_server.answers[BOM] = "550 5.1.1 No such user here"
    put(BOM, SEO)
    Sender().send_all()
    assert recipients(mail_server) == [SEO]
    mail = mail_to(BOM)
    assert (mail.due_at, mail.error) == (None, "550 5.1.1 No such user here")
    assert mail.failed_at
    with later(days=1):
        Sender().send_all()
    assert recipients(mail_server) == [SEO]


def test_a_mail_that_cannot_go_now_is_tried_ever_more_seldom_for_three_days(mail_server):
    mail_server.answers[BOM] = "451 Try again later"
    put(BOM, SEO)
    Sender().send_all()
    assert recipients(mail_server) == [SEO]
    first = mail_to(BOM)
    assert timedelta(seconds=40) < first.due_at - timezone.now() < timedelta(seconds=80)
    assert first.error == "451 Try again later"
    with later(minutes=2):
        Sender().send_all()
        second = mail_to(BOM)
        assert timedelta(seconds=90) < second.due_at - timezone.now() < timedelta(seconds=150)
    with later(days=2):
        OutgoingMail.objects.update(attempts=30)
        Sender().send_all()
        assert mail_to(BOM).due_at - timezone.now() < timedelta(hours=8)
    with later(days=4):
        Sender().send_all()
    assert mail_to(BOM).failed_at


def test_a_mail_that_is_refused_for_now_arrives_once_the_server_takes_it(mail_server):
    mail_server.answers[BOM] = "451 Greylisted"
    put(BOM)
    Sender().send_all()
    mail_server.answers.clear()
    with later(minutes=2):
        Sender().send_all()
    assert recipients(mail_server) == [BOM]
    assert mail_to(BOM).error == ""


@pytest.mark.parametrize("mood", ["hanging", "gone"])
def test_while_the_server_is_away_the_sender_waits_and_no_mail_loses_a_try(mail_server, mood):
    put(BOM, SEO)
    mail_server.mood = mood
    if mood == "gone":
        mail_server.stop()
    sender = Sender()
    with pytest.raises(ServerAway):
        sender.send_all()
    assert sender.send_all()  # it does not even try: it pauses
    assert list(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0]
    assert mail_to(BOM).error
    assert OutgoingMail.objects.due().count() == 2


def test_what_waited_for_a_server_for_three_days_fails(mail_server):
    put(BOM)
    mail_server.mood = "hanging"
    with later(days=4), pytest.raises(ServerAway):
        Sender().send_all()
    assert mail_to(BOM).failed_at


@pytest.mark.parametrize("mood", ["dying", "dying in DATA", "busy"])
def test_a_server_that_hangs_up_on_one_mail_gets_the_others(mail_server, mood):
    put(BOM)
    mail_server.mood = mood
    with pytest.raises(ServerAway):
        Sender().send_all()
    mail_server.mood = "up"
    put(SEO)
    Sender().send_all()
    assert recipients(mail_server) == [SEO]
    with later(minutes=3):
        Sender().send_all()
    assert recipients(mail_server) == [SEO, BOM]


def test_what_a_server_kept_before_it_died_comes_again_with_the_same_id(mail_server):
    put(BOM)
    mail_server.mood = "dying late"
    with pytest.raises(ServerAway):
        Sender().send_all()
    mail_server.mood = "up"
    with later(minutes=3):
        Sender().send_all()
        Sender().send_all()
    assert mail_server.message_ids == [mail_to(BOM).message_id] * 2


def test_a_slow_server_gets_everything_once_and_in_order(mail_server):
    mail_server.mood = "slow"
    put(BOM, SEO)
    Sender().send_all()
    assert recipients(mail_server) == [BOM, SEO]


def test_a_server_that_does_not_take_mail_from_us_is_away_and_no_mail_is_given_up(mail_server):
    put(BOM)
    mail_server.answers["k@saebom.example"] = "550 Sender rejected"
    with pytest.raises(ServerAway, match="550 Sender rejected"):
        Sender().send_all()
    assert not OutgoingMail.objects.failed().exists()
    mail_server.answers.clear()
    with later(minutes=3):
        Sender().send_all()
    assert recipients(mail_server) == [BOM]


def test_a_message_that_cannot_be_handed_over_keeps_no_other_back(mail_server):
    put(BOM, SEO)
    OutgoingMail.objects.filter(recipient=BOM).update(recipient="없는 주소")
    Sender().send_all()
    assert recipients(mail_server) == [SEO]
    assert OutgoingMail.objects.failed().count() == 1


def test_a_mail_taken_out_of_the_outbox_is_not_sent(mail_server):
    put(BOM)
    mail = mail_to(BOM)
    OutgoingMail.objects.to([BOM]).delete()
    assert not mail.claim()


def test_a_mail_is_handed_over_by_one_of_two_senders(mail_server):
    put(BOM)
    mine, theirs = mail_to(BOM), mail_to(BOM)
    assert mine.claim()
    assert not theirs.claim()


def test_what_a_killed_sender_was_sending_comes_again_with_the_same_id(mail_server):
    put(BOM)
    mail = mail_to(BOM)
    mail.claim()  # and it is killed
    Sender().send_all()
    assert mail_server.taken == []
    with later(minutes=3):
        Sender().send_all()
    assert mail_server.message_ids == [mail.message_id]


def test_a_failed_mail_is_sent_again_when_somebody_says_so(mail_server):
    mail_server.answers[BOM] = "550 Mailbox full"
    put(BOM)
    Sender().send_all()
    mail_server.answers.clear()
    union = make_user(is_staff=True)
    mail_to(BOM).retry(by=union)
    Sender().send_all()
    mail_to(BOM).retry(by=union)  # it is sent, so there is nothing to do
    assert recipients(mail_server) == [BOM]
    assert mail_to(BOM).retried_by == union


def test_apps_put_mail_and_deliver_otherwise_before_mail_is_sent(mail_server, monkeypatch):
    registry = Registry()
    monkeypatch.setattr(outbox_app, "before_sending", registry)
    waiting = [BOM]

    @registry.register(order=10)
    def broken():
        raise ValueError("of an app")

    @registry.register(order=20)
    def digest():
        sent = [mailers["bulk"].send_messages([message_to(waiting.pop())]) for _ in waiting[:]]
        return len(sent)

    Sender().send_all()
    assert recipients(mail_server) == [BOM]


def test_a_database_that_goes_away_is_awaited(monkeypatch):
    sender, tries = Sender(), []
    monkeypatch.setattr("kclub.outbox.elected_thread.ELECTION_SECONDS", 0)

    def lead():
        tries.append(1)
        if len(tries) == 3:
            sender.stop_soon()
        raise Error("server closed the connection unexpectedly")

    monkeypatch.setattr(sender, "_lead", lead)
    sender.run()
    assert len(tries) == 3


def test_a_sender_in_a_thread_finds_what_is_put_and_stops_when_told(mail_server):
    sender = Sender()
    sender.start()
    try:
        put(BOM)
        sender.thread.join(1)
        for _ in range(100):
            if mail_server.taken:
                break
            sender.thread.join(0.05)
    finally:
        sender.stop(10)
    assert recipients(mail_server) == [BOM]
    assert not sender.thread.is_alive()
