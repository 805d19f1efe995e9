"""What the operator sees of the outbox: the admin site, the deployment check, old mail that goes."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kclub.outbox.models import OutgoingMail, forget_old_mail
from kclub.outbox.sender import Sender
from kclub.outbox.tests.test_backend import message_to
from tests.factories import make_user

BOM = "bom@saebom.example"


def failed_mail(**fields):
    fields = {"due_at": None, "failed_at": timezone.now(), "error": "550 No such user"} | fields
    return OutgoingMail.objects.create(
        recipient=BOM, subject="새 공지", content=b"secret-link", **fields
    )


@pytest.mark.django_db
def test_the_operator_sees_what_failed_and_sends_it_again(client):
    mail = failed_mail()
    operator = make_user(is_staff=True, is_superuser=True)
    client.force_login(operator)
    assert "550 No such user" in client.get("/admin/outbox/outgoingmail/").text
    page = client.get(f"/admin/outbox/outgoingmail/{mail.pk}/change/").text
    assert BOM in page
    assert "secret-link" not in page
    client.post("/admin/outbox/outgoingmail/", {"action": "retry", "_selected_action": [mail.pk]})
    mail.refresh_from_db()
    assert mail.due_at
    assert (mail.failed_at, mail.retried_by) == (None, operator)


@pytest.mark.django_db
def test_mail_is_forgotten_after_thirty_days_unless_it_waits():
    long_ago = timezone.now() - timedelta(days=31)
    failed_mail(created_at=long_ago)
    waiting = failed_mail(created_at=long_ago, due_at=timezone.now(), failed_at=None)
    recent = failed_mail()
    assert forget_old_mail() == 1
    assert list(OutgoingMail.objects.order_by("pk")) == [waiting, recent]


@pytest.fixture
def fresh_sender(monkeypatch):
    monkeypatch.setattr("kclub.outbox.senders", [Sender()])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fresh_sender")
def test_send_once_delivers_what_is_due_and_ends(mail_server):
    message_to(BOM).send()
    call_command("send", once=True)
    assert [message["To"] for message in mail_server.taken] == [BOM]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fresh_sender")
def test_send_once_fails_when_the_server_is_away(mail_server):
    mail_server.mood = "hanging"
    message_to(BOM).send()
    with pytest.raises(CommandError, match="timed out"):
        call_command("send", once=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fresh_sender")
def test_send_leaves_it_to_another_process_that_is_the_sender(mail_server, monkeypatch, capsys):
    monkeypatch.setattr("kclub.outbox.elected_thread.ELECTION_SECONDS", 0)
    elected = Sender()
    elected.start()
    try:
        message_to(BOM).send()
        elected.thread.join(0.5)
        call_command("send", once=True)
    finally:
        elected.stop(10)
    assert "Another process is the sender." in capsys.readouterr().out
    assert len(mail_server.taken) == 1
