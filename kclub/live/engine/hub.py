"""The hub: all open streams of one worker.

Transports only wake it: what they may have lost is read from the database (`reconciliation`).

Everything here runs in the event loop's thread, so between two `await`s nothing else happens.
"""

import asyncio
import contextlib
import logging
import random
from itertools import chain

from django.conf import settings

from kclub.live.engine import periodic, reconciliation
from kclub.live.engine.delivery import deliver, end_streams
from kclub.live.engine.recent_ends import RecentEnds
from kclub.live.engine.relay_status import RelayStatus
from kclub.live.engine.replay_buffer import ReplayBuffer
from kclub.live.transport import sse_frames, transports
from kclub.live.transport.messages import RelayMessage

logger = logging.getLogger(__name__)

MIN_RETRY_MS, MAX_RETRY_MS = 500, 5_000  # until readers of a worker that stops return, one by one


class Hub:
    """The open streams of this worker, by channel and by user."""

    def __init__(self):
        self.buffers = {}  # channel: ReplayBuffer
        self.subscribers_by_user = {}  # user id: [Subscriber, oldest first]; "" is all signed out
        self.count = 0  # of open streams
        self.recent_ends = RecentEnds()
        self.relay = RelayStatus(self)
        self.observers = []  # functions of a RelayMessage, called with every event
        self.stopping = False
        self.loop = None
        self.tasks = set()

    # Lifecycle ---------------------------------------------------------------------------

    def start(self):
        """Begin to receive messages. Call it in the running loop; twice does no more."""
        if self.loop is None:
            self.loop = asyncio.get_running_loop()
            self.stopping = False
            for transport in transports():
                self.create_task(transport.subscribe(self))
            self.create_task(reconciliation.reconcile_periodically(self))
            self.create_task(reconciliation.keep_alive(self))
            for periodically in periodic.functions:
                self.create_task(periodic.run_periodically(self, *periodically))

    async def stop(self):
        """End all streams and all tasks."""
        self.end_all_streams()
        self.relay.stop()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.__init__()

    def end_all_streams(self):
        """End every stream now; the readers come back, each after a random delay."""
        self.stopping = True
        for subscriber in self.subscribers():
            subscriber.end(_pausing_frame())

    def subscribers(self):
        """Return all open streams."""
        return list(chain.from_iterable(self.subscribers_by_user.values()))

    def create_task(self, coroutine):
        """Run a coroutine as a task that ends with the hub."""
        task = self.loop.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    # Streams come and go -----------------------------------------------------------------

    @contextlib.contextmanager
    def opening(self, name):
        """Keep the ReplayBuffer of a channel while a stream is on its way in."""
        self.start()
        buffer = self.buffers.get(name)
        if buffer is None:
            buffer = self.buffers[name] = ReplayBuffer(name, self.loop, self.create_task)
        buffer.opening += 1
        try:
            yield buffer
        finally:
            buffer.opening -= 1
            self._forget_unless_used(buffer)

    def may_have_ended(self, name, principal, since):
        """Return whether streams of this reader were ended after `since`, or may have been."""
        if since < self.relay.up_since or not self.relay.is_up:
            return True
        return self.recent_ends.include(name, principal, since)

    def add(self, subscriber):
        """Add a stream. Its user's oldest ends when they have too many in this worker."""
        subscriber.buffer.subscribers.add(subscriber)
        user_id = subscriber.principal.user_id
        of_user = self.subscribers_by_user.setdefault(user_id, [])
        of_user.append(subscriber)
        self.count += 1
        if user_id:
            open_streams = [each for each in of_user if each.is_open]
            for oldest in open_streams[: -settings.LIVE_STREAMS_PER_USER]:
                oldest.end(sse_frames.ending("too-many"))
        if self.stopping:
            subscriber.end(_pausing_frame())

    def remove(self, subscriber):
        """Remove a stream, in whatever state it is."""
        subscriber.close()
        self.count -= 1
        buffer, user_id = subscriber.buffer, subscriber.principal.user_id
        buffer.subscribers.discard(subscriber)
        self.subscribers_by_user[user_id].remove(subscriber)
        if not self.subscribers_by_user[user_id]:
            del self.subscribers_by_user[user_id]
        self._forget_unless_used(buffer)

    def _forget_unless_used(self, buffer):
        if not buffer.is_used:
            self.buffers.pop(buffer.name, None)

    # What transports bring ---------------------------------------------------------------

    def receive(self, data):
        """Act on one message of a transport, which may be anything."""
        try:
            message = RelayMessage.parse(data)
        except ValueError:
            logger.warning("not understood: %.80r", data)
            return
        (deliver if message.kind == "event" else end_streams)(self, message)

    async def relay_up(self):
        """Reconcile everything with the database, since messages may have been lost until now."""
        self.create_task(reconciliation.reconcile(self, all_rights=True))
        self.relay.up()

    def relay_down(self):
        """Reconcile more often from now on; pages are notified if this lasts."""
        self.relay.down()


def _pausing_frame():
    """Return the last bytes of a stream whose reader comes back after a random delay."""
    return sse_frames.pausing(random.randint(MIN_RETRY_MS, MAX_RETRY_MS))  # noqa: S311


hub = Hub()
