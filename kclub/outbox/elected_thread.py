"""A thread that works in one process of all: the one that holds its lock in the database."""

import contextlib
import logging
import threading

from django.db import Error, connection

from kclub.outbox.election import LeadershipLost, leadership

POLL_SECONDS = 2  # between two looks for what other processes have put
ELECTION_SECONDS = 5  # between two tries to be elected

logger = logging.getLogger(__name__)


class ElectedThread:
    """A thread that calls `work` while it is elected, until it is told to stop.

    `name` is that of its lock, and `delivers` a word for what it sends. When there is nothing to do it calls `rest`, and then waits until
    `woken`, an Event, is set.
    """

    delivers = ""

    def __init__(self, name, woken=None):
        self.name = name
        self.woken = woken or threading.Event()
        self.stopping = threading.Event()
        self.thread = None

    def is_needed(self):
        """Whether there is anything for it to do here."""
        return True

    def state(self):
        """Return what waits and what failed, as `DeliveryQuerySet.state` does."""
        raise NotImplementedError

    def work(self):
        """Do what is to be done now. Return how much was done."""
        raise NotImplementedError

    def rest(self):
        """Let go of what is only needed while there is something to do."""

    def start(self):
        """Run in a thread of this process, if it is needed."""
        if self.is_needed():
            self.thread = threading.Thread(target=self.run, name=self.name, daemon=True)
            self.thread.start()

    def stop_soon(self):
        """Stop after what is being delivered. It may be called by a signal handler."""
        self.stopping.set()
        self.woken.set()

    def stop(self, timeout):
        """Stop, and wait for it so many seconds. What is still being delivered then comes again."""
        self.stop_soon()
        if self.thread:
            self.thread.join(timeout)

    def run(self):
        """Work until told to stop, whatever fails; without the lock wait for it."""
        while not self.stopping.is_set():
            try:
                self._lead()
            except (Error, LeadershipLost) as error:
                logger.warning("The %s has lost the database: %s", self.name, error)
            except Exception:
                logger.exception("The %s has failed", self.name)
            with contextlib.suppress(Error):
                connection.close()  # and with it the lock
            self.stopping.wait(ELECTION_SECONDS)

    def send_all(self):
        """Do all that is to be done. Return False if another process is elected."""
        with leadership(self.name) as leader:
            while leader and self.work():
                self.ensure_usable()
            self.rest()
        return leader is not None

    def ensure_usable(self):
        """Raise what makes it useless to go on in `send_all`."""

    def _lead(self):
        with leadership(self.name) as leader:
            while leader and not self.stopping.is_set():
                self.woken.clear()
                leader.ensure()
                if not self.work():
                    self.rest()
                    self.woken.wait(POLL_SECONDS)
