"""The hub: all open streams of one worker.

Each channel keeps a short log of ready-made events, shared by everybody. A listener is only a
number, the last change it has been sent; what lies after it comes from the log, or from the
database when the log no longer reaches back. So a slow reader costs nothing and misses nothing. Who
comes anew always gets it from the database: the log still has the text of what was deleted.

The relay only wakes. A hole in the numbers is filled by one read of the database for the whole
worker, and every few seconds one query compares all open channels with the database, in case the
relay said nothing at all.

Everything here runs in the event loop's thread, so between two `await`s nothing else happens.
"""

import asyncio
import contextlib
import logging
import random
import time
from bisect import bisect_right
from itertools import count

from django.conf import settings

from . import channels, database, viewers, wire
from .relay import relay
from .tickets import GOOD_FOR, digest
from .wire import Word

logger = logging.getLogger(__name__)

LOG = 256  # events a channel's log keeps at most,
LOG_BYTES = 2**18  # and bytes
WRITE = 2**16  # bytes after which a write waits for the reader
READ = 100  # changes per read of the database
REPLAY = 5_000  # changes a returning reader gets; one that missed more is told to start afresh
COMPARE = 5  # seconds between comparisons with the database,
COMPARE_ALONE = 2  # and while the relay is down
RIGHTS = 12  # comparisons between asking again who may listen; ends are told by the relay
KEEP_ALIVE = 20  # seconds
BLIP = 1  # seconds the relay may be away before pages are told
SPREAD = 2  # seconds over which pages ask for what they missed when it is back
CROSSING = 0.005  # seconds for two publishers that crossed to sort themselves out
RETRY = (
    500,
    5_000,
)  # ms after which readers return when the worker stops, at random so that they spread
SKEW = 5  # seconds the clocks of two machines may differ


class Channel:
    """One channel as this worker knows it."""

    __slots__ = (
        "ahead", "batch", "batched", "healing", "key", "kind", "listeners", "live", "log", "name",
        "number", "opening", "reach", "reads", "ready", "size",
    )  # fmt: skip

    def __init__(self, name):
        self.name = name
        self.kind, self.key = channels.parse(name)
        self.number = None  # the last change in the log; None for a channel without numbers
        self.log = []  # (number, frame) of every change after `reach`
        self.reach = 0
        self.size = 0  # bytes in the log
        self.ahead = {}  # frames that wait for a number before theirs
        self.batch, self.batched = [], 0  # frames, and bytes, not yet written to the live listeners
        self.listeners = set()
        self.live = set()  # those of them that have been sent everything
        self.opening = 0  # streams on their way in
        self.ready = None  # task that finds out where the channel stands
        self.healing = None
        self.reads = {}  # number: task that reads what changed since; until the next change

    def append(self, number, frame):
        self.number = number
        self.reads.clear()
        self.log.append((number, frame))
        self.size += len(frame)
        while len(self.log) > LOG or self.size > LOG_BYTES:
            self.reach, gone = self.log.pop(0)
            self.size -= len(gone)

    def since(self, number):
        """(number, frame) of all later changes; None when the log does not reach back so far."""
        if number < self.reach:
            return None
        return self.log[bisect_right(self.log, number, key=lambda change: change[0]) :]


class Listener:
    """One open stream."""

    __slots__ = (
        "channel", "ending", "fresh", "hub", "missed", "number", "send", "task", "viewer",
    )  # fmt: skip

    def __init__(self, hub, channel, viewer, number, send):
        self.hub, self.channel, self.viewer, self.send = hub, channel, viewer, send
        self.number = number  # the last change sent; not kept up while live
        self.fresh = True  # until it is live once: what was deleted before is not for it
        self.ending = None  # the last bytes, once it is to end
        self.task = None  # what it waits for while it is not live
        self.missed = False  # an event without id, which cannot be sent later

    async def catch_up(self):
        """Send all that is missing, then go live; or end, if that was asked meanwhile."""
        channel = self.channel
        while self.ending is None:
            if channel.number is not None and self.number < channel.number:
                if body := await self._missing():
                    await self.send(_more(body))
            elif self.missed:
                self.missed = False
                await self.send(_more(wire.OPEN))
            else:
                self.hub.flush(channel)  # what the others wait for has been sent to this one
                channel.live.add(self)
                self.fresh = False
                return
        await self.send(_done(self.ending))

    async def _missing(self):
        """The next bytes, with `number` moved behind them."""
        channel = self.channel
        whole = channel.number  # where we are when all of `changes` is sent
        changes = None if self.fresh else channel.since(self.number)
        if changes is None:
            changes = await self.hub.read(channel, self.number)
            if len(changes) == READ:
                whole = 0  # there are more, so only as far as they go
        size, frames = 0, []
        for number, frame in changes:
            if number > channel.number:  # not ours to send before everybody's
                whole = channel.number
                break
            if size >= WRITE:
                whole = 0
                break
            frames.append(frame)
            size += len(frame)
            self.number = number
        self.number = max(self.number, whole)
        return b"".join(frames)

    async def _come_back(self):
        try:
            await self.catch_up()
        except Exception:
            logger.exception("a slow reader of %s has to come again", self.channel.name)
            await self.send(_done(b""))

    def push(self, event):
        """Write to a live listener. `send` does not suspend as long as the socket takes bytes."""
        task = asyncio.Task(self.send(event), loop=self.hub.loop, eager_start=True)
        if not task.done():
            self.channel.live.discard(self)
            self.number = self.channel.number
            self.task = task
            task.add_done_callback(self._written)

    def _written(self, task):
        if not task.cancelled() and task.exception() is None:
            self.task = self.hub.loop.create_task(self._come_back())

    def tell(self, event, channel=None):
        """Write an event without id, unless the reader lags: then it is told to look for itself."""
        self.hub.flush(self.channel)
        if self in self.channel.live:
            self.push(event)
        else:
            self.missed = True

    def end(self, last):
        """End the stream with these bytes; nothing follows them."""
        if self.ending is None:
            self.ending = last
            if self in self.channel.live:
                self.hub.flush(self.channel)
                self.channel.live.discard(self)
                self.task = asyncio.Task(
                    self.send(_done(last)), loop=self.hub.loop, eager_start=True
                )


class Hub:
    def __init__(self):
        self.channels = {}  # name: Channel
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
            self._do(relay.listen(self))
            self._do(self._compare_regularly())
            self._do(self._keep_alive())

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

    def _do(self, coroutine):
        task = self.loop.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    # Streams come and go -----------------------------------------------------------------

    @contextlib.contextmanager
    def opening(self, name):
        """The Channel, kept while a stream is on its way in."""
        self.start()
        channel = self.channels.get(name) or self.channels.setdefault(name, Channel(name))
        channel.opening += 1
        try:
            yield channel
        finally:
            channel.opening -= 1
            self._forget_unless_used(channel)

    async def tune(self, channel):
        """Find out where the channel stands, unless this worker knows."""
        if channel.kind.numbered and channel.number is None:
            if channel.ready is None:
                channel.ready = self._do(self._tune(channel))
            await asyncio.shield(channel.ready)

    async def _tune(self, channel):
        try:
            channel.number = channel.reach = await database.ask(channel.kind.last, channel.key)
            self._drain(channel)
        finally:
            channel.ready = None

    def was_ended(self, name, viewer, since):
        """Whether word came since then that such streams end, or might have been missed."""
        if since < self.trusted or not self.relayed:
            return True
        ends = (
            ("channel", name, ""),
            ("channel", name, viewer.user_id),
            ("user", viewer.user_id, ""),
            ("session", digest(viewer.session_key), ""),
        )
        return any(self.ended.get(end, 0) > since for end in ends)

    def enter(self, channel, viewer, number, send):
        """A new Listener, caught up to `number`. Who has too many streams loses the oldest."""
        listener = Listener(self, channel, viewer, number, send)
        channel.listeners.add(listener)
        theirs = self.people.setdefault(viewer.user_id, [])
        theirs.append(listener)
        self.count += 1
        if viewer.user_id:
            open_ones = [one for one in theirs if one.ending is None]
            for oldest in open_ones[: -settings.LIVE_STREAMS_PER_USER]:
                oldest.end(wire.last("too-many"))
        if self.closing:
            listener.end(_goodbye())
        return listener

    def leave(self, listener):
        listener.ending = listener.ending or b""
        if listener.task:
            listener.task.cancel()
        self.count -= 1
        channel = listener.channel
        channel.live.discard(listener)
        channel.listeners.discard(listener)
        theirs = self.people[listener.viewer.user_id]
        theirs.remove(listener)
        if not theirs:
            del self.people[listener.viewer.user_id]
        self._forget_unless_used(channel)

    def _forget_unless_used(self, channel):
        if not channel.listeners and not channel.opening:
            self.channels.pop(channel.name, None)

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
        self._do(self._compare(all_rights=True))
        if self.silence:
            self.silence.cancel()
            self.silence, self.slow = None, False
            for listener in self.listeners():  # not all at once: each page asks what it missed
                self.loop.call_later(random.uniform(0, SPREAD), listener.tell, _more(wire.OPEN))  # noqa: S311

    def relay_down(self):
        """From now on the database is asked every now and then; pages are told if this lasts."""
        self.relayed = False
        if not self.silence:
            self.silence = self.loop.call_later(BLIP, self._tell_slow)

    def _tell_slow(self):
        self.slow = True
        for listener in self.listeners():
            listener.tell(_more(wire.SLOW))

    def _deliver(self, word):
        channel = self.channels.get(word.name)
        if channel is not None and word.number is not None and channel.kind.numbered:
            self._place(channel, word.number, word.body)
        elif channel is not None:
            for listener in channel.listeners - channel.live:
                listener.missed = True
            self._batch(channel, word.body)
        kind, _, key = word.name.partition(":")
        if kind == "user":
            event = _more(word.body)
            for listener in self.people.get(key, ()):
                if listener.channel is not channel:
                    listener.tell(event)

    def _end(self, word):
        self.ended[word.kind, word.name, word.user] = time.time()
        last = wire.last(word.body.decode())
        for listener in self._ending(word):
            listener.end(last)

    def _ending(self, word):
        match word.kind:
            case "user":
                return list(self.people.get(word.name, ()))
            case "session":
                return [x for x in self.listeners() if digest(x.viewer.session_key) == word.name]
        channel = self.channels.get(word.name)
        listeners = channel.listeners if channel else ()
        return [x for x in listeners if not word.user or x.viewer.user_id == word.user]

    # Order -------------------------------------------------------------------------------

    def _place(self, channel, number, frame):
        """Put a change where it belongs: next, later, or nowhere because it is there already."""
        if channel.number is not None and number == channel.number + 1:
            self._append(channel, number, frame)
            self._drain(channel)
        elif channel.number is None or number > channel.number:
            if len(channel.ahead) < LOG:
                channel.ahead[number] = frame
            if channel.number is not None:
                self.heal(channel)

    def _drain(self, channel):
        """Take what waited for its turn; a hole that stays is healed."""
        while channel.ahead:
            frame = channel.ahead.pop(channel.number + 1, None)
            if frame is None:
                break
            self._append(channel, channel.number + 1, frame)
        if channel.ahead:
            channel.ahead = {n: f for n, f in channel.ahead.items() if n > channel.number}
            if channel.ahead:
                self.heal(channel)

    def _append(self, channel, number, frame):
        channel.append(number, frame)
        self._batch(channel, frame)

    def _batch(self, channel, frame):
        """Write soon, so that what arrives together is written together."""
        if not channel.batch:
            self.loop.call_soon(self.flush, channel)
        channel.batch.append(frame)
        channel.batched += len(frame)
        if channel.batched >= WRITE:
            self.flush(channel)

    def flush(self, channel):
        """Write what waits to all live listeners: the same bytes for each."""
        if channel.batch:
            event = _more(b"".join(channel.batch))
            channel.batch, channel.batched = [], 0
            for listener in tuple(channel.live):
                listener.push(event)

    def heal(self, channel):
        """Read from the database what the relay did not bring, once for all listeners."""
        if channel.healing is None:
            channel.healing = self._do(self._heal(channel))
        return channel.healing

    async def reach(self, channel, number):
        """Bring the channel up to `number`, which a page has seen; but it may be anything."""
        for _ in range(2):  # a healing under way may have read too early
            if channel.number < number:
                await asyncio.shield(self.heal(channel))

    async def _heal(self, channel):
        try:
            await asyncio.sleep(CROSSING)
            while True:
                waiting = list(channel.ahead)
                last, changes = await database.ask(
                    _read_on, channel.kind, channel.key, channel.number
                )
                for number, frame in changes:
                    if number > channel.number:
                        self._append(channel, number, frame)
                if len(changes) < READ:
                    channel.number = max(channel.number, last)
                    for number in waiting:  # ours by now, or never in the database
                        channel.ahead.pop(number, None)
                    while (frame := channel.ahead.pop(channel.number + 1, None)) is not None:
                        self._append(channel, channel.number + 1, frame)
                    channel.ahead = {n: f for n, f in channel.ahead.items() if n > channel.number}
                    if not channel.ahead:
                        break
        except Exception:
            logger.exception("healing %s failed; the next comparison tries again", channel.name)
        finally:
            channel.healing = None

    async def read(self, channel, after):
        """(number, frame) of up to READ changes after that one, from the database.

        Readers who come back together, as after a restart, share the answer.
        """
        reading = channel.reads.get(after)
        if reading is None:
            reading = self._do(database.ask(_frames, channel.kind, channel.key, after))
            channel.reads[after] = reading
        try:
            return await asyncio.shield(reading)
        except Exception:
            channel.reads.pop(after, None)
            raise

    # Doubt -------------------------------------------------------------------------------

    async def _compare_regularly(self):
        for turn in count(1):
            await asyncio.sleep(COMPARE if self.relayed else COMPARE_ALONE)
            await self._compare(all_rights=not self.relayed or turn % RIGHTS == 0)
            old = time.time() - GOOD_FOR - 2 * SKEW
            self.ended = {end: at for end, at in self.ended.items() if at > old}

    async def _compare(self, all_rights=False):
        """Heal every channel that is behind the database; end streams that lost their right."""
        try:
            by_kind = {}
            for channel in self.channels.values():
                if channel.number is not None:
                    by_kind.setdefault(channel.kind, {})[channel.key] = channel
            for kind, known in by_kind.items():
                latest = await database.ask(kind.last_of, list(known))
                for key, number in latest.items():
                    if number > known[key].number:
                        self.heal(known[key])
            if all_rights:
                await self._check_rights()
        except Exception:
            logger.exception("comparing with the database failed; it is tried again")

    async def _check_rights(self):
        readers = {(x.channel.name, x.viewer) for x in self.listeners()}
        if readers:
            gone = await database.ask(viewers.gone, readers)
            for listener in self.listeners():
                reason = gone.get((listener.channel.name, listener.viewer))
                if reason:
                    listener.end(wire.last(reason))

    async def _keep_alive(self):
        event = _more(wire.KEEP_ALIVE)
        while True:
            await asyncio.sleep(KEEP_ALIVE)
            for listener in self.listeners():
                if listener in listener.channel.live:
                    listener.tell(event)


def _frames(kind, key, after):
    return [(n, wire.frame(html, id=n)) for n, html in kind.changes(key, after, READ)]


def _read_on(kind, key, after):
    """(the channel's last id, its changes after this one), read in this order to skip none."""
    return kind.last(key), _frames(kind, key, after)


def _goodbye():
    return wire.until(random.randint(*RETRY))  # noqa: S311


def _more(body):
    return {"type": "http.response.body", "body": body, "more_body": True}


def _done(body):
    return {"type": "http.response.body", "body": body}


hub = Hub()
