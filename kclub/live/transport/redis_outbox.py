"""The thread that publishes to Redis, so that no request ever waits for it."""

import atexit
import logging
import queue
import threading
import time

from redis.backoff import NoBackoff
from redis.retry import Retry

from kclub.redis.client import UNREACHABLE, redis_client

logger = logging.getLogger(__name__)

BATCH_SIZE = 500  # messages sent at once
SOCKET_TIMEOUT = 1  # seconds
RETRY_AFTER = 0.5  # seconds
MAX_KEPT_ENDS = 1000  # ends of streams kept while Redis is away
FLUSH_TIMEOUT = 1  # seconds a process that exits waits until all is sent


class Outbox(threading.Thread):
    """The queue of one transport and the thread that sends it."""

    def __init__(self, transport):
        super().__init__(name="live-outbox", daemon=True)
        self.transport = transport
        self.queue = queue.SimpleQueue()
        self.redis = None
        self.busy = False
        self.start()
        atexit.register(self.flush)

    def put(self, data):
        """Queue a relay message, as bytes."""
        self.queue.put(data)

    def run(self):
        """Send what is queued, for ever; ends of streams are tried until they are sent."""
        waiting = []
        while True:
            waiting += self._take(block=not waiting)
            self.busy = True
            try:
                self._send(waiting)
                waiting = []
            except UNREACHABLE as error:
                logger.warning("not relayed: %s", error)
                if self.transport.server_may_change:
                    self.redis = None
                # Events are read from the database in time; an end of streams must not get lost.
                waiting = [data for data in waiting if not data.startswith(b"event ")]
                waiting = waiting[-MAX_KEPT_ENDS:]
                time.sleep(RETRY_AFTER)
            self.busy = bool(waiting)

    def _take(self, block):
        taken = [self.queue.get()] if block else []
        while len(taken) < BATCH_SIZE and not self.queue.empty():
            taken.append(self.queue.get())
        return taken

    def _send(self, messages):
        if self.redis is None:
            timeouts = {"socket_connect_timeout": SOCKET_TIMEOUT, "socket_timeout": SOCKET_TIMEOUT}
            retry = Retry(NoBackoff(), 1)
            self.redis = redis_client(self.transport.server(), retry=retry, **timeouts)
        pipeline = self.redis.pipeline(transaction=False)
        publish = getattr(pipeline, f"{self.transport.prefix}publish")
        for data in messages:
            publish(self.transport.topic, data)
        pipeline.execute()

    def flush(self):
        """Wait until all is sent, for a command that ends; FLUSH_TIMEOUT at most."""
        deadline = time.monotonic() + FLUSH_TIMEOUT
        while (self.busy or not self.queue.empty()) and time.monotonic() < deadline:
            time.sleep(0.01)
