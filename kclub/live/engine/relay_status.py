"""The state of a worker's relay, the transport between workers, and what pages see of an outage."""

import random
import time

from kclub.live.transport import sse_frames

OUTAGE_GRACE = 1  # seconds the relay may be down before pages are notified
REOPEN_SPREAD = 2  # seconds over which pages look for what they missed when it is back


class RelayStatus:
    """The state of one hub's relay: whether it is up, and whether pages know of an outage."""

    def __init__(self, hub):
        self.hub = hub
        self.is_up = False
        self.up_since = 0  # seconds since 1970
        self.outage_timer = None  # since the relay went down
        self.outage_announced = False  # whether pages have been notified

    def up(self):
        """Note that the relay works. After an outage, pages look for what they missed."""
        self.is_up, self.up_since = True, time.time()
        if self.outage_timer:
            self.outage_timer.cancel()
            self.outage_timer, self.outage_announced = None, False
            for subscriber in self.hub.subscribers():  # not all at once
                delay = random.uniform(0, REOPEN_SPREAD)  # noqa: S311
                self.hub.loop.call_later(delay, subscriber.notify, sse_frames.STREAM_OPEN)

    def down(self):
        """Note that the relay does not work. Pages are notified if that lasts."""
        self.is_up = False
        if not self.outage_timer:
            self.outage_timer = self.hub.loop.call_later(OUTAGE_GRACE, self._announce_outage)

    def stop(self):
        """Notify no page any more."""
        if self.outage_timer:
            self.outage_timer.cancel()

    def _announce_outage(self):
        self.outage_announced = True
        for subscriber in self.hub.subscribers():
            subscriber.notify(sse_frames.STREAM_SLOW)
