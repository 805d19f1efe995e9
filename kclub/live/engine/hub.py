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
from kclub.live.engine.replay_buffer import Log
from kclub.live.tickets import digest
from kclub.live.transport import messages
from kclub.live.transport.grip_publisher import couriers
from kclub.live.transport.messages import Word
from kclub.live.transport.redis_pubsub import relay

logger = logging.getLogger(__name__)

BLIP = 1  # seconds the relay may be away before pages are told
SPREAD = 2  # seconds over which pages ask for what they missed when it is back
RETRY = 500, 5_000  # ms after which readers return when the worker stops; so they come one by one


class Hub:
    def __init__(self):
        self.logs = {}  # channel: Log
        self.people = {}  # user id: their Listeners, the oldest first; "" is everybody signed out
        self.ended = {}  # (kind, name, user) that was ended: when, as long as tickets live
        self.count = 0
        self.relayed = False  # whether the relay is up
        self.trusted = 0  # when the relay came up, in seconds since 1970
        self.silence = None  # timer since the relay went down
        self.slow = False  # whether the pages have been told so
        self.closing = False
        self.loop = None
        self.tasks = set()

    # Its life ----------------------------------------------------------------------------

    def start(self):
        """Begin to listen to the relay. Call it in the running loop; again changes nothing."""
        if self.loop is None:
            self.loop = asyncio.get_running_loop()
            self.closing = False
            self.do(relay.listen(self))
            self.do(reconciliation.compare_regularly(self))
            self.do(reconciliation.keep_alive(self))
            for seconds, function in periodic.rounds:
                self.do(periodic.go_round(self, seconds, function))

    async def stop(self):
        """End all streams and all tasks."""
        self.close_all()
        if self.silence:
            self.silence.cancel()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.__init__()

    def close_all(self):
        """End every stream now; the readers come back, each after a while of its own."""
        self.closing = True
        for listener in self.listeners():
            listener.end(_goodbye())

    def listeners(self):
        return [listener for theirs in self.people.values() for listener in theirs]

    def do(self, coroutine):
        """Run it as a task that ends with the hub."""
        task = self.loop.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    # Streams come and go -----------------------------------------------------------------

    @contextlib.contextmanager
    def opening(self, name):
        """The Log of a channel, kept while a stream is on its way in."""
        self.start()
        log = self.logs.get(name) or self.logs.setdefault(name, Log(name, self.loop, self.do))
        log.opening += 1
        try:
            yield log
        finally:
            log.opening -= 1
            self._forget_unless_used(log)

    def was_ended(self, name, viewer, since):
        """Whether word came since then that such streams end, or might have been missed."""
        if since < self.trusted or not self.relayed:
            return True
        ends = (
            ("channel", name, ""),
            ("channel", name, viewer.user_id or "anonymous"),
            ("user", viewer.user_id, ""),
            ("session", digest(viewer.session_key), ""),
        )
        return any(self.ended.get(end, 0) > since for end in ends)

    def enter(self, listener):
        """A new stream. Its user's oldest ends when there are too many of theirs in this worker."""
        listener.log.listeners.add(listener)
        user_id = listener.viewer.user_id
        theirs = self.people.setdefault(user_id, [])
        theirs.append(listener)
        self.count += 1
        if user_id:
            open_ones = [one for one in theirs if one.ending is None]
            for oldest in open_ones[: -settings.LIVE_STREAMS_PER_USER]:
                oldest.end(messages.last("too-many"))
        if self.closing:
            listener.end(_goodbye())

    def leave(self, listener):
        listener.ending = listener.ending or b""
        listener.direct = None
        if listener.task:
            listener.task.cancel()
        self.count -= 1
        log, user_id = listener.log, listener.viewer.user_id
        log.live.discard(listener)
        log.listeners.discard(listener)
        self.people[user_id].remove(listener)
        if not self.people[user_id]:
            del self.people[user_id]
        self._forget_unless_used(log)

    def _forget_unless_used(self, log):
        if not log.listeners and not log.opening:
            self.logs.pop(log.name, None)

    # What the relay says -----------------------------------------------------------------

    def hear(self, data):
        """One word from the relay, which may be anything."""
        try:
            word = Word.read(data)
        except ValueError:
            logger.warning("not understood: %.80r", data)
            return
        if word.kind == "event":
            self._deliver(word)
        else:
            self._end(word)

    async def relay_up(self):
        """Words may have been lost until now: look into the database for all of them."""
        self.relayed, self.trusted = True, time.time()
        self.do(reconciliation.compare(self, all_rights=True))
        if self.silence:
            self.silence.cancel()
            self.silence, self.slow = None, False
            for listener in self.listeners():  # not all at once: each page asks what it missed
                self.loop.call_later(random.uniform(0, SPREAD), listener.tell, messages.OPEN)  # noqa: S311

    def relay_down(self):
        """From now on the database is asked every now and then; pages are told if this lasts."""
        self.relayed = False
        if not self.silence:
            self.silence = self.loop.call_later(BLIP, self._tell_slow)

    def _tell_slow(self):
        self.slow = True
        for listener in self.listeners():
            listener.tell(messages.SLOW)

    def _deliver(self, word):
        if settings.LIVE_PROXIES:
            couriers.heard(word)
        log = self.logs.get(word.name)
        if log is not None and word.number is not None and log.kind.numbered:
            log.place(word.number, word.body)
        elif log is not None:
            for listener in log.listeners - log.live:
                listener.missed = True
            log.say(word.body)
        kind, _, key = word.name.partition(":")
        if kind == "user":
            for listener in self.people.get(key, ()):
                if listener.log is not log:
                    listener.tell(word.body)

    def _end(self, word):
        self.ended[word.kind, word.name, word.user] = time.time()
        last = messages.last(word.body.decode())
        for listener in self._ending(word):
            listener.end(last)

    def _ending(self, word):
        match word.kind:
            case "user":
                return list(self.people.get(word.name, ()))
            case "session":
                return [x for x in self.listeners() if digest(x.viewer.session_key) == word.name]
        log = self.logs.get(word.name)
        listeners = log.listeners if log else ()
        # "anonymous" is somebody signed out, to django-eventstream
        return [x for x in listeners if word.user in ("", x.viewer.user_id or "anonymous")]


def _goodbye():
    return messages.until(random.randint(*RETRY))  # noqa: S311


hub = Hub()
