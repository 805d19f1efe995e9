"""The hub: all open streams of one worker, and what the relay has to say to them.

The relay only wakes. What it may have lost is looked for in the database (`doubts`).

Everything here runs in the event loop's thread, so between two `await`s nothing else happens.
"""

import asyncio
import contextlib
import logging
import random
import time

from django.conf import settings

from kclub.live.engine import periodic, reconciliation
from kclub.live.engine.replay_buffer import ReplayBuffer
from kclub.live.tickets import digest
from kclub.live.transport import messages
from kclub.live.transport.grip_publisher import couriers
from kclub.live.transport.messages import RelayMessage
from kclub.live.transport.redis_pubsub import relay

logger = logging.getLogger(__name__)

OUTAGE_GRACE = 1  # seconds the relay may be away before pages are told
REOPEN_SPREAD = 2  # seconds over which pages ask for what they missed when it is back
RETRY = 500, 5_000  # ms after which readers return when the worker stops; so they come one by one


class Hub:
    def __init__(self):
        self.buffers = {}  # channel: ReplayBuffer
        self.subscribers_by_user = {}  # user id: their Subscribers, the oldest first; "" is everybody signed out
        self.recent_ends = {}  # (kind, name, user) that was ended: when, as long as tickets live
        self.count = 0
        self.relay_is_up = False  # whether the relay is up
        self.relay_up_since = 0  # when the relay came up, in seconds since 1970
        self.outage_timer = None  # timer since the relay went down
        self.outage_announced = False  # whether the pages have been told so
        self.closing = False
        self.loop = None
        self.tasks = set()

    # Its life ----------------------------------------------------------------------------

    def start(self):
        """Begin to listen to the relay. Call it in the running loop; again changes nothing."""
        if self.loop is None:
            self.loop = asyncio.get_running_loop()
            self.closing = False
            self.create_task(relay.listen(self))
            self.create_task(reconciliation.reconcile_periodically(self))
            self.create_task(reconciliation.keep_alive(self))
            for seconds, function in periodic.rounds:
                self.create_task(periodic.go_round(self, seconds, function))

    async def stop(self):
        """End all streams and all tasks."""
        self.end_all_streams()
        if self.outage_timer:
            self.outage_timer.cancel()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.__init__()

    def end_all_streams(self):
        """End every stream now; the readers come back, each after a while of its own."""
        self.closing = True
        for subscriber in self.subscribers():
            subscriber.end(_farewell())

    def subscribers(self):
        return [subscriber for theirs in self.subscribers_by_user.values() for subscriber in theirs]

    def create_task(self, coroutine):
        """Run it as a task that ends with the hub."""
        task = self.loop.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    # Streams come and go -----------------------------------------------------------------

    @contextlib.contextmanager
    def opening(self, name):
        """The ReplayBuffer of a channel, kept while a stream is on its way in."""
        self.start()
        buffer = self.buffers.get(name) or self.buffers.setdefault(
            name, ReplayBuffer(name, self.loop, self.create_task)
        )
        buffer.opening += 1
        try:
            yield buffer
        finally:
            buffer.opening -= 1
            self._forget_unless_used(buffer)

    def may_have_ended(self, name, principal, since):
        """Whether message came since then that such streams end, or might have been missed."""
        if since < self.relay_up_since or not self.relay_is_up:
            return True
        ends = (
            ("channel", name, ""),
            ("channel", name, principal.user_id or "anonymous"),
            ("user", principal.user_id, ""),
            ("session", digest(principal.session_key), ""),
        )
        return any(self.recent_ends.get(end, 0) > since for end in ends)

    def add(self, subscriber):
        """A new stream. Its user's oldest ends when there are too many of theirs in this worker."""
        subscriber.buffer.subscribers.add(subscriber)
        user_id = subscriber.principal.user_id
        theirs = self.subscribers_by_user.setdefault(user_id, [])
        theirs.append(subscriber)
        self.count += 1
        if user_id:
            open_ones = [one for one in theirs if one.ending is None]
            for oldest in open_ones[: -settings.LIVE_STREAMS_PER_USER]:
                oldest.end(messages.last("too-many"))
        if self.closing:
            subscriber.end(_farewell())

    def remove(self, subscriber):
        subscriber.ending = subscriber.ending or b""
        subscriber.direct = None
        if subscriber.task:
            subscriber.task.cancel()
        self.count -= 1
        buffer, user_id = subscriber.buffer, subscriber.principal.user_id
        buffer.live.discard(subscriber)
        buffer.subscribers.discard(subscriber)
        self.subscribers_by_user[user_id].remove(subscriber)
        if not self.subscribers_by_user[user_id]:
            del self.subscribers_by_user[user_id]
        self._forget_unless_used(buffer)

    def _forget_unless_used(self, buffer):
        if not buffer.subscribers and not buffer.opening:
            self.buffers.pop(buffer.name, None)

    # What the relay says -----------------------------------------------------------------

    def receive(self, data):
        """One message from the relay, which may be anything."""
        try:
            message = RelayMessage.read(data)
        except ValueError:
            logger.warning("not understood: %.80r", data)
            return
        if message.kind == "event":
            self._deliver(message)
        else:
            self._end(message)

    async def relay_up(self):
        """Words may have been lost until now: look into the database for all of them."""
        self.relay_is_up, self.relay_up_since = True, time.time()
        self.create_task(reconciliation.reconcile(self, all_rights=True))
        if self.outage_timer:
            self.outage_timer.cancel()
            self.outage_timer, self.outage_announced = None, False
            for subscriber in self.subscribers():  # not all at once: each page asks what it missed
                delay = random.uniform(0, REOPEN_SPREAD)  # noqa: S311
                self.loop.call_later(delay, subscriber.tell, messages.OPEN)

    def relay_down(self):
        """From now on the database is asked every now and then; pages are told if this lasts."""
        self.relay_is_up = False
        if not self.outage_timer:
            self.outage_timer = self.loop.call_later(OUTAGE_GRACE, self._announce_outage)

    def _announce_outage(self):
        self.outage_announced = True
        for subscriber in self.subscribers():
            subscriber.tell(messages.SLOW)

    def _deliver(self, message):
        if settings.LIVE_PROXIES:
            couriers.heard(message)
        buffer = self.buffers.get(message.name)
        if buffer is not None and message.number is not None and buffer.kind.numbered:
            buffer.place(message.number, message.body)
        elif buffer is not None:
            for subscriber in buffer.subscribers - buffer.live:
                subscriber.missed = True
            buffer.say(message.body)
        kind, _, key = message.name.partition(":")
        if kind == "user":
            for subscriber in self.subscribers_by_user.get(key, ()):
                if subscriber.buffer is not buffer:
                    subscriber.tell(message.body)

    def _end(self, message):
        self.recent_ends[message.kind, message.name, message.user] = time.time()
        last = messages.last(message.body.decode())
        for subscriber in self._ending(message):
            subscriber.end(last)

    def _ending(self, message):
        match message.kind:
            case "user":
                return list(self.subscribers_by_user.get(message.name, ()))
            case "session":
                return [
                    x for x in self.subscribers() if digest(x.principal.session_key) == message.name
                ]
        buffer = self.buffers.get(message.name)
        subscribers = buffer.subscribers if buffer else ()
        # "anonymous" is somebody signed out, to django-eventstream
        return [x for x in subscribers if message.user in ("", x.principal.user_id or "anonymous")]


def _farewell():
    return messages.until(random.randint(*RETRY))  # noqa: S311


hub = Hub()
