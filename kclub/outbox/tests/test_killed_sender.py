"""A sender that is killed, at whatever line, loses and doubles nothing."""

import os
import signal
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from kclub.outbox.models import OutgoingMail
from kclub.outbox.sender import Sender
from kclub.outbox.tests.test_backend import message_to
from tests.processes import in_a_process, killed, wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
]
OURS = str(Path(__file__).parent.parent)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Nobody waits for a lease or an election."""
    monkeypatch.setattr("kclub.outbox.base_models.DELIVERY_LEASE", timedelta(0))
    monkeypatch.setattr("kclub.outbox.elected_thread.ELECTION_SECONDS", 0.05)
    monkeypatch.setattr("kclub.outbox.elected_thread.POLL_SECONDS", 0.05)


def send_until_line(number):
    """Deliver what is due, but kill this process at that line of a delivery."""
    lines = count(1)

    def trace(frame, event, argument):
        if event == "line" and next(lines) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace if frame.f_code.co_filename.startswith(OURS) else None

    def traced(sender, mail, deliver=Sender._deliver):
        sys.settrace(trace)
        deliver(sender, mail)
        sys.settrace(None)

    Sender._deliver = traced
    Sender().send_all()


def test_at_every_line_of_a_delivery(mail_server):
    doubled = 0
    for line in count(1):
        message_to("bom@saebom.example").send()
        mail = OutgoingMail.objects.latest("pk")
        was_killed = killed(in_a_process(lambda number=line: send_until_line(number)))
        mail.refresh_from_db()
        known_as_sent, arrived = bool(mail.sent_at), mail_server.message_ids.count(mail.message_id)
        assert arrived == 1 or not known_as_sent, line

        Sender().send_all()
        mail.refresh_from_db()
        assert mail.sent_at, line
        times = mail_server.message_ids.count(mail.message_id)
        assert times == 1 if known_as_sent else times == arrived + 1, line
        doubled += times == 2
        if not was_killed:
            break
    assert line > 20  # there were so many lines to be killed at
    assert 0 < doubled <= 6  # only between the server's yes and our commit; it has the same id


def test_another_worker_takes_over_what_a_killed_one_was_sending(mail_server):
    first = in_a_process(lambda: Sender().run())
    message_to("bom@saebom.example").send()
    wait_until(lambda: OutgoingMail.objects.exclude(sent_at=None).count() == 1)  # it is elected
    second = in_a_process(lambda: Sender().run())
    try:
        mail_server.mood = "slow"
        message_to("seo@saebom.example").send()
        mail = OutgoingMail.objects.latest("pk")
        wait_until(lambda: OutgoingMail.objects.exclude(sending_at=None).count() == 2)
        os.kill(first, signal.SIGKILL)
        assert killed(first)
        mail_server.mood = "up"
        wait_until(lambda: OutgoingMail.objects.get(pk=mail.pk).sent_at)
    finally:
        os.kill(second, signal.SIGKILL)
        killed(second)
    assert set(mail_server.message_ids) == set(
        OutgoingMail.objects.values_list("message_id", flat=True)
    )


def test_of_two_workers_one_sends(mail_server):
    workers = [in_a_process(lambda: Sender().run()) for _ in range(2)]
    try:
        for number in range(30):
            message_to(f"s{number}@saebom.example").send()
        wait_until(lambda: not OutgoingMail.objects.waiting().exists())
    finally:
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
            killed(worker)
    assert len(mail_server.taken) == len(set(mail_server.message_ids)) == 30
