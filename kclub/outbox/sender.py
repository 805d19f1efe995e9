"""The sender: one thread of all processes delivers the mail that is in the outbox."""

import logging
import random
import time

from django.conf import settings

from kclub import outbox
from kclub.outbox import bounces
from kclub.outbox.dead_addresses import DeadAddress
from kclub.outbox.delivery import Connection, NotNow, Refused, ServerAway
from kclub.outbox.elected_thread import ElectedThread
from kclub.outbox.models import OutgoingMail

FIRST_PAUSE = 5  # seconds without a try, when the server is away
LONGEST_PAUSE = 60
MOST_DOUBLINGS = 4

logger = logging.getLogger(__name__)


class Sender(ElectedThread):
    """Delivers mail while it is elected, at most EMAIL_RATE a second, until it is told to stop.

    While the mail server is away it tries ever more seldom, and no mail's own retries are used up.
    """

    delivers = "mail"

    def __init__(self):
        super().__init__("sender", outbox.woken)
        self.connection = Connection()
        self.next_at = self.resume_at = 0.0  # by time.monotonic()
        self.failures = 0  # of the server, one after another
        self.error = ""  # the last one's words

    def state(self):
        return OutgoingMail.objects.state()

    def work(self):
        return self._prepare() + self._deliver_due()

    def rest(self):
        self.connection.close()

    def ensure_usable(self):
        """Raise ServerAway while the mail server is."""
        if self.failures:
            raise ServerAway(self.error)

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


sender = outbox.add_sender(Sender())  # of this process
