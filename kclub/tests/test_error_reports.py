"""What the operator is told of errors, and how little of everything else waits for it."""

import logging
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import DisallowedHost
from django.db import OperationalError
from django.utils import timezone
from django.views.debug import ExceptionReporter

from kclub.error_reports import ErrorMailHandler


def test_a_report_of_an_error_does_not_tell_what_somebody_wrote(rf):
    request = rf.post("/rooms/film/messages/", {"text": "우리끼리 하는 말"})
    report = ExceptionReporter(request, ValueError, ValueError("no"), None).get_traceback_text()
    assert "/rooms/film/messages/" in report
    assert "우리끼리 하는 말" not in report


@pytest.fixture
def handler(settings):
    """A handler of its own, and `handler.tell(error)` that logs an error as Django does."""
    settings.ADMINS = ["ops@saebom.example"]
    handler = ErrorMailHandler()

    def tell(error, name="django.request", **extra):
        try:
            raise error
        except type(error) as raised:
            information = (type(raised), raised, raised.__traceback__)
        handler.handle(
            logging.makeLogRecord(
                {"name": name, "msg": "Internal Server Error: /", "exc_info": information,
                 "levelno": logging.ERROR, "levelname": "ERROR"} | extra
            )
        )  # fmt: skip
        handler.waiting.join()

    handler.tell = tell
    return handler


def test_an_error_is_mailed_with_where_it_was(handler):
    handler.tell(ValueError("no"))
    (message,) = mail.outbox
    assert message.to == ["ops@saebom.example"]
    assert "ValueError" in message.body


def test_the_same_error_is_mailed_once_in_ten_minutes_and_then_with_how_many_there_were(handler):
    for _ in range(50):
        handler.tell(ValueError("no"))
    assert len(mail.outbox) == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        handler.mailer.mailed = {key: [-1e9, n] for key, (_, n) in handler.mailer.mailed.items()}
        handler.tell(ValueError("no"))
    assert len(mail.outbox) == 2
    assert "(+49)" in mail.outbox[1].body


def test_of_different_errors_a_few_an_hour_are_mailed(handler):
    for number in range(40):
        handler.tell(ValueError("no"), exc_info=None, msg=f"error {number}")
    assert len(mail.outbox) == 20


@pytest.mark.parametrize(
    ("error", "name"),
    [(DisallowedHost("evil.example"), "django.security.DisallowedHost"),
     (DisallowedHost("evil.example"), "django.request")],
)  # fmt: skip
def test_who_knocks_with_a_forged_host_has_nobody_mailed(handler, error, name):
    handler.handle(
        logging.makeLogRecord({"name": name, "msg": "no", "exc_info": (type(error), error, None)})
    )
    assert handler.thread is None


def test_a_forged_host_is_answered_and_mailed_to_nobody(client, settings):
    settings.ADMINS = ["ops@saebom.example"]
    client.raise_request_exception = False
    assert client.get("/guide/", headers={"host": "evil.example"}).status_code == 400
    assert mail.outbox == []


def test_whoever_logs_an_error_does_not_wait_for_the_mail(handler, monkeypatch):
    gate = []
    monkeypatch.setattr(handler.mailer, "handle", lambda record: gate or time.sleep(0.2))
    record = logging.makeLogRecord({"name": "django.request", "msg": "no"})
    began = time.monotonic()
    for _ in range(500):  # more than may wait
        handler.handle(record)
    assert time.monotonic() - began < 0.2
    gate.append("open")
    handler.waiting.join()


def test_without_the_database_the_operator_is_still_told(handler, monkeypatch):
    mailed = []

    def mail_admins(subject, message, *, using, **options):
        if using == "bulk":
            raise OperationalError("the database is away")
        mailed.append(using)

    monkeypatch.setattr(mail, "mail_admins", mail_admins)
    handler.tell(OperationalError("the database is away"))
    assert mailed == ["delivery"]
