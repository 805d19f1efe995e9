"""Mail that comes back: `manage.py bounced` believes it, or does not, and dead addresses get no news."""

import io
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from kclub.outbox.dead_addresses import DeadAddress, try_dead_addresses_again
from kclub.outbox.models import OutgoingMail
from kclub.outbox.sender import Sender
from kclub.outbox.tests.test_backend import message_to
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db
INPUTS = Path(__file__).parent / "inputs"
ADDRESS = "seoyeon.lee@saebom.example"
DEAD = {  # {file: how the server's words begin}
    "postfix": "550 5.1.1 <seoyeon.lee@saebom.example>: Recipient address rejected: User unknown",
    "postfix_headers_only": 'unknown user: "seoyeon.lee"',
    "postfix_text": "550 No such user here",
    "exchange_online": "550 5.1.10 RESOLVER.ADR.RecipientNotFound",
    "exchange_old": "The e-mail account does not exist at the organization",
    "gmail": "550-5.2.1 The email account that you tried to reach is inactive.",
    "qmail": "Sorry, no mailbox here by that name. (#5.1.1)",
    "exim": "Unrouteable address",
}
IGNORED = [
    *("postfix_delayed", "postfix_expired", "delivered", "temporary_text", "vacation"),
    *("about_another_address", "forged", "truncated"),
]


@pytest.fixture
def sent():
    """The mail that the bounces in `inputs/` are about."""
    return OutgoingMail.objects.create(
        recipient=ADDRESS,
        message_id="<179620.1234@kclub.example>",
        sent_at=timezone.now(),
        due_at=None,
    )


def bounced(name):
    call_command("bounced", str(INPUTS / f"{name}.eml"))


def pipe(monkeypatch, content):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    call_command("bounced", "-")


def content_of(name):
    return (INPUTS / f"{name}.eml").read_bytes()


def dead():
    return list(DeadAddress.objects.values_list("address", flat=True))


@pytest.mark.parametrize("name", DEAD)
def test_an_address_at_which_nobody_is_gets_no_more_news(sent, name, capsys):
    bounced(name)
    address = DeadAddress.objects.get()
    assert address.address == ADDRESS
    assert address.reason.startswith(DEAD[name])
    sent.refresh_from_db()
    assert sent.bounced_at
    assert sent.failed_at
    assert sent.error == address.reason
    assert f"{ADDRESS}: dead, {DEAD[name]}" in capsys.readouterr().out


@pytest.mark.parametrize("name", IGNORED)
def test_what_is_no_bounce_of_a_mail_of_ours_silences_nobody(sent, name, capsys):
    bounced(name)
    assert dead() == []
    sent.refresh_from_db()
    assert sent.failed_at is None
    assert "ignored" in capsys.readouterr().out


def test_a_full_mailbox_is_shown_but_not_dead(sent):
    bounced("mailbox_full")
    assert dead() == []
    sent.refresh_from_db()
    assert "Mailbox over quota" in sent.error


def test_a_mail_that_was_never_sent_cannot_have_come_back(sent):
    OutgoingMail.objects.update(sent_at=None)
    bounced("postfix")
    assert dead() == []


def test_the_same_bounce_read_again_silences_nobody_anew(sent, capsys):
    bounced("postfix")
    DeadAddress.objects.revive(ADDRESS)
    bounced("postfix")
    assert dead() == []
    assert "(known)" in capsys.readouterr().out


def test_who_has_verified_their_mail_stays_verified(sent):
    user = make_user(email=ADDRESS)
    bounced("postfix")
    user.refresh_from_db()
    assert user.is_verified


def test_a_pipe_brings_one_mail_with_the_line_of_procmail(sent, monkeypatch):
    pipe(monkeypatch, b"From MAILER-DAEMON Fri Nov 27 21:00:03 2026\n" + content_of("qmail"))
    assert dead() == [ADDRESS]


def test_an_mbox_is_read_whole_though_there_is_junk_in_it(sent, monkeypatch, capsys):
    mails = [content_of("vacation"), b"\x00\xff junk\n", content_of("postfix")]
    mbox = b"\n".join(b"From x Fri Nov 27 21:00:03 2026\n" + mail for mail in mails)
    with pytest.raises(CommandError, match="No mail: 2 of 3") as error:
        pipe(monkeypatch, mbox)
    assert error.value.returncode == 65
    assert dead() == [ADDRESS]


@pytest.mark.parametrize("junk", [b"", b"\n\n", b"\xff\xfe\x00", b"hello", b"\n\n{}"])
def test_junk_is_a_clear_error(monkeypatch, junk):
    with pytest.raises(CommandError, match=r"[Nn]o mail"):
        pipe(monkeypatch, junk)


def test_a_file_that_is_not_there_is_a_clear_error():
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        bounced("missing")


def test_while_the_database_is_away_the_mail_server_is_asked_to_come_again(sent, monkeypatch):
    def away(*args):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(OutgoingMail, "bounce", away)
    with pytest.raises(CommandError, match="nothing is lost") as error:
        bounced("postfix")
    assert error.value.returncode == 75


# What a dead address gets


@pytest.mark.django_db(transaction=True)
def test_a_dead_address_gets_what_somebody_asks_for_but_no_news(mail_server):
    DeadAddress.objects.bury(ADDRESS, "550 5.1.1 User unknown")
    for using in ("bulk", None):
        message_to(ADDRESS, "other@saebom.example").send(using=using)
    Sender().send_all()
    assert len(mail_server.taken) == 3
    (skipped,) = OutgoingMail.objects.failed()
    assert (skipped.recipient, skipped.bulk, skipped.attempts) == (ADDRESS, True, 0)
    assert skipped.error == "550 5.1.1 User unknown"


@pytest.mark.django_db(transaction=True)
def test_an_address_that_the_server_refuses_at_once_is_dead_too(mail_server):
    mail_server.answers = {
        ADDRESS: "550 5.1.1 User unknown",
        "full@saebom.example": "552 5.2.2 Full",
    }
    message_to(*mail_server.answers).send()
    Sender().send_all()
    assert dead() == [ADDRESS]


@pytest.mark.django_db(transaction=True)
def test_the_union_lets_an_address_get_news_again(mail_server):
    DeadAddress.objects.bury(ADDRESS, "550 5.1.1 User unknown")
    message_to(ADDRESS).send(using="bulk")
    Sender().send_all()
    OutgoingMail.objects.get().retry(by=make_staff())
    Sender().send_all()
    assert len(mail_server.taken) == 1
    assert dead() == []


def test_what_has_bounced_is_not_sent_again_for_nothing_is_left_of_it(sent):
    bounced("postfix")
    sent.refresh_from_db()
    sent.retry(by=make_staff())
    sent.refresh_from_db()
    assert (sent.due_at, sent.failed_at) == (None, None)
    assert dead() == []


def test_a_dead_address_is_tried_again_after_half_a_year():
    DeadAddress.objects.bury(ADDRESS, "550")
    assert try_dead_addresses_again() == 0
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert try_dead_addresses_again() == 1
    assert dead() == []
