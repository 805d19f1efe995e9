"""Error reports: what the operator is told of a request that failed.

They are mailed to ADMINS by a thread of their own, so that neither a request nor the lock of the log
waits for a database or a mail server.
"""

import logging
import queue
import threading
import time
from collections import deque
from traceback import walk_tb

from django.conf import settings
from django.core import mail
from django.core.exceptions import RequestAborted, SuspiciousOperation
from django.db import Error, connections
from django.http import UnreadablePostError
from django.utils.log import AdminEmailHandler
from django.views.debug import SafeExceptionReporterFilter

MAX_WAITING = 100  # records; what comes while so many wait is only in the log
SAME_ERROR_EVERY = 600  # seconds
MAX_MAILS_AN_HOUR = 20
CLIENTS_DOING = (SuspiciousOperation, UnreadablePostError, RequestAborted)


class BodilessReporterFilter(SafeExceptionReporterFilter):
    """A filter that leaves the bodies of requests, which people wrote, out of error reports."""

    def get_post_parameters(self, request):
        return {} if self.is_active(request) else super().get_post_parameters(request)


class ErrorMailHandler(logging.Handler):
    """A log handler that leaves errors to a thread, which mails them."""

    def __init__(self, level=logging.NOTSET):
        super().__init__(level)
        self.addFilter(is_our_doing)
        self.waiting = queue.Queue(MAX_WAITING)
        self.thread = None
        self.mailer = ErrorMailer()

    def emit(self, record):
        if not settings.ADMINS or threading.current_thread() is self.thread:
            return
        if self.thread is None:
            self.thread = threading.Thread(target=self._mail_all, name="error-mails", daemon=True)
            self.thread.start()
        if not self.waiting.full():
            self.waiting.put_nowait(record)

    def _mail_all(self):
        while True:
            record = self.waiting.get()
            self.mailer.handle(record)
            connections.close_all()
            self.waiting.task_done()


class ErrorMailer(AdminEmailHandler):
    """Mails a record: the same error once in ten minutes, and a few of all kinds in an hour.

    The next mail of an error says how many were not mailed. A worker counts its own.
    """

    def __init__(self):
        super().__init__(using="bulk")
        self.mailed = {}  # fingerprint: [when it was mailed last, how many were not since]
        self.last_hour = deque()  # when any was mailed

    def emit(self, record):
        now = time.monotonic()
        mailed_at, held_back = last = self.mailed.setdefault(fingerprint(record), [-1e9, 0])
        while self.last_hour and self.last_hour[0] < now - 3600:
            self.last_hour.popleft()
        if now - mailed_at < SAME_ERROR_EVERY or len(self.last_hour) >= MAX_MAILS_AN_HOUR:
            last[1] += 1
            return
        last[:] = [now, 0]
        self.last_hour.append(now)
        self._mail(record, held_back)

    def _mail(self, record, held_back):
        record.held_back = held_back
        try:
            super().emit(record)
        except Exception:  # the request is over, and cannot be read any more
            record.__dict__.pop("request", None)
            super().emit(record)

    def format(self, record):
        text = super().format(record)
        return f"{text}\n(+{record.held_back})" if record.held_back else text

    def send_mail(self, subject, message, *args, **kwargs):
        """Put the mail into the outbox; without the database this thread can send it by itself."""
        try:
            super().send_mail(subject, message, *args, **kwargs)
        except Error:
            mail.mail_admins(subject, message, *args, using="delivery", **kwargs)


def is_our_doing(record):
    """Whether a record is about an error of ours: not a forged Host, or a client that went away."""
    kind = record.exc_info[0] if record.exc_info else None
    clients = kind is not None and issubclass(kind, CLIENTS_DOING)
    return not (clients or record.name.startswith("django.security"))


def fingerprint(record):
    """Return what two records of the same error have in common: where it was raised."""
    if not record.exc_info or not record.exc_info[2]:
        return record.name, record.msg
    *_outer, (frame, line) = walk_tb(record.exc_info[2])
    return record.exc_info[0].__qualname__, frame.f_code.co_filename, line
