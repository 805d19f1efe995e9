"""The sender: one thread of all processes delivers what is in the outbox."""

import contextlib
import logging
import random
import threading
import time

from django.conf import settings
from django.db import Error, connection

from kclub import outbox
from kclub.outbox import bounces
from kclub.outbox.dead_addresses import DeadAddress
from kclub.outbox.delivery import Connection, NotNow, Refused, ServerAway
from kclub.outbox.election import LeadershipLost, leadership
from kclub.outbox.models import OutgoingMail

POLL_SECONDS = 2  # between two looks for what other processes have put
ELECTION_SECONDS = 5  # between two tries to become the sender
FIRST_PAUSE = 5  # seconds without a try, when the server is away
LONGEST_PAUSE = 60
MOST_DOUBLINGS = 4

logger = logging.getLogger(__name__)


class Sender:
    """Delivers mail while it is elected, at most EMAIL_RATE a second, until it is told to stop.

    While the mail server is away it tries ever more seldom, and no mail's own retries are used up.
    """

    def __init__(self):
        self.stopping = threading.Event()
        self.thread = None
        self.connection = Connection()
        self.next_at = self.resume_at = 0.0  # by time.monotonic()
        self.failures, self.error = (
            0,
            "",
        )  # of the server, one after another, and the last one's words

    def start(self):
        """Run in a thread of this process."""
        self.thread = threading.Thread(target=self.run, name="sender", daemon=True)
        self.thread.start()

    def stop_soon(self):
        """Stop after the mail that is being delivered. It may be called by a signal handler."""
        self.stopping.set()
        outbox.wake()

    def stop(self, timeout):
        """Stop, and wait for it so many seconds. What is still being delivered then comes again."""
        self.stop_soon()
        if self.thread:
            self.thread.join(timeout)

    def run(self):
        """Deliver until told to stop, whatever fails; without the lock wait for it."""
        while not self.stopping.is_set():
            try:
                self._lead()
            except (Error, LeadershipLost) as error:
                logger.warning("The sender has lost the database: %s", error)
            except Exception:
                logger.exception("The sender has failed")
            with contextlib.suppress(Error):
                connection.close()  # and with it the lock
            self.stopping.wait(ELECTION_SECONDS)

    def send_all(self):
        """Deliver all that is due. Returns False if another process is the sender.

        Raises ServerAway.
        """
        with leadership() as leader:
            while leader and self._work():
                if self.failures:
                    raise ServerAway(self.error)
            self.connection.close()
        return leader is not None

    def _lead(self):
        with leadership() as leader:
            while leader and not self.stopping.is_set():
                outbox.woken.clear()
                leader.ensure()
                if not self._work():
                    self.connection.close()
                    outbox.woken.wait(POLL_SECONDS)

    def _work(self):
        """Do what is to be done now. Returns how much was done."""
        return self._prepare() + self._deliver_due()

    def _prepare(self):
        """Call what apps have registered; what fails is logged and keeps nothing else back."""
        done = 0
        for function in outbox.before_sending:
            try:
                done += function() or 0
            except Exception:
                logger.exception("%s.%s has failed", function.__module__, function.__qualname__)
        return done

    def _deliver_due(self):
        if time.monotonic() < self.resume_at:
            return 0
        batch = max(1, int(settings.EMAIL_RATE))  # of a second: what is not bulk overtakes then
        mails = OutgoingMail.objects.due().defer("content")[:batch]
        dead = DeadAddress.objects.among(mail.recipient for mail in mails if mail.bulk)
        for number, mail in enumerate(mails, 1):
            if mail.bulk and mail.recipient.lower() in dead:
                mail.fail(dead[mail.recipient.lower()])
                continue
            self._wait_for_turn()
            if self.stopping.is_set():
                return number
            try:
                self._deliver(mail)
            except ServerAway as error:
                self._pause(mail, str(error))
                return number
        return len(mails)

    def _wait_for_turn(self):
        self.stopping.wait(max(0, self.next_at - time.monotonic()))
        self.next_at = max(self.next_at, time.monotonic()) + 1 / settings.EMAIL_RATE

    def _deliver(self, mail):
        """Deliver one mail, and commit what became of it. Raises ServerAway."""
        self.connection.open()
        if not mail.claim():
            return
        try:
            self.connection.deliver(mail)
        except Refused as error:
            mail.refused(bounces.refusal(str(error)))
        except NotNow as error:
            mail.postpone(str(error))
        except ServerAway as error:
            mail.postpone(str(error))
            raise
        except Exception as error:  # of this mail: the others must not wait for it
            logger.exception("Mail %s could not be handed over", mail.pk)
            mail.postpone(repr(error))
        else:
            mail.delivered()
        self.failures = 0

    def _pause(self, mail, error):
        """Leave the server alone for a while, the longer the more often it was away."""
        logger.warning("The mail server is away: %s", error)
        self.connection.close()
        pause = min(FIRST_PAUSE * 2 ** min(self.failures, MOST_DOUBLINGS), LONGEST_PAUSE)
        self.resume_at = time.monotonic() + pause * random.uniform(0.8, 1.2)  # noqa: S311
        self.failures, self.error = self.failures + 1, error
        OutgoingMail.objects.note_server_away(mail, error)


sender = Sender()  # of this process
