"""A push sender that is killed, at whatever line, loses nothing, and doubles only what replaces itself."""

import os
import signal
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.utils import timezone

from accounts import push
from accounts.models import Notification, PushDelivery
from accounts.push.sender import PushSender
from kclub import outbox
from kclub.outbox.sender import Sender
from kclub.outbox.tests.test_backend import message_to
from tests.factories import make_device, make_kind, make_user
from tests.processes import in_a_process, killed, wait_until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning"),
]
OURS = (str(Path(push.__file__).parent), str(Path(outbox.__file__).parent))


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Nobody waits for a lease or an election."""
    monkeypatch.setattr("kclub.outbox.base_models.DELIVERY_LEASE", timedelta(0))
    monkeypatch.setattr("kclub.outbox.elected_thread.ELECTION_SECONDS", 0.05)
    monkeypatch.setattr("kclub.outbox.elected_thread.POLL_SECONDS", 0.05)


@pytest.fixture
def me(push_service):
    user = make_user(quiet_from=0, quiet_until=0)
    make_device(user, **push_service.device("phone").form)
    return user


def tell(user, number):
    user.notify(make_kind("새 글 %(number)s"), f"/{number}/", number=number)
    Notification.objects.exclude(push_due_at=None).update(push_due_at=timezone.now())


def send_until_line(number):
    """Work once, but kill this process at that line of it."""
    lines = count(1)

    def trace(frame, event, argument):
        if event == "line" and next(lines) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace if frame.f_code.co_filename.startswith(OURS) else None

    sender = PushSender()
    sys.settrace(trace)
    sender.work()
    sys.settrace(None)


def test_at_every_fifth_line_of_fanning_out_and_delivering(me, push_service):
    doubled = 0
    for line in count(1, 5):
        tell(me, line)
        was_killed = killed(in_a_process(lambda number=line: send_until_line(number)))
        PushSender().send_all()
        tags = [each.told["tag"] for each in push_service.taken]
        assert 1 <= tags.count(tags[-1]) <= 2, line
        assert push_service.titles()[-1] == f"새 글 {line}"
        doubled += tags.count(tags[-1]) == 2
        assert not PushDelivery.objects.exclude(due_at=None).exists()
        if not was_killed:
            break
    assert line > 100
    assert doubled <= 10  # only between the service's yes and our commit


def test_of_two_workers_one_sends(me, push_service):
    workers = [in_a_process(lambda: PushSender().run()) for _ in range(2)]
    try:
        for number in range(20):
            tell(me, number)
        wait_until(lambda: len(push_service.taken) >= 20)
        wait_until(lambda: not PushDelivery.objects.exclude(due_at=None).exists())
    finally:
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
            killed(worker)
    assert sorted(push_service.titles()) == sorted(f"새 글 {number}" for number in range(20))


@pytest.fixture
def both(mail_server, push_service):
    """Both senders, which run in threads of this process."""
    senders = Sender(), PushSender()
    for sender in senders:
        sender.start()
    yield senders
    push_service.mood = "up"
    for sender in senders:
        sender.stop(10)


def test_a_hanging_push_service_keeps_no_mail_back(me, push_service, mail_server, both):
    push_service.mood = "hanging"
    tell(me, 1)
    wait_until(lambda: push_service.tries)
    message_to("bom@saebom.example").send()
    wait_until(lambda: mail_server.taken)
    assert push_service.mood == "hanging"
    assert push_service.taken == []


def test_a_hanging_mail_server_keeps_no_push_back(me, push_service, mail_server, both):
    mail_server.mood = "hanging"
    for number in range(5):
        message_to("bom@saebom.example").send()
        tell(me, number)
    wait_until(lambda: len(push_service.taken) == 5)
    assert mail_server.taken == []
