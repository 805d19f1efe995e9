"""A channel as one worker knows it: its last changes, in order, and who listens.

What happened is kept in a short buffer of ready-made events that all subscribers share; a subscriber is
only a number, the last change it has been sent. What the buffer no longer has comes from the database.
Who comes anew always gets it from there: the buffer still has the text of what was deleted.

The relay may bring a change late, twice, before the one before it, or never. A hole in the numbers
is healed by one read of the database for the whole worker.
"""

import asyncio
import logging
from bisect import bisect_right

from kclub.live import channels
from kclub.live.engine import database
from kclub.live.transport import messages

logger = logging.getLogger(__name__)

MAX_CHANGES = 256  # events a buffer keeps at most,
MAX_BYTES = 2**18  # and bytes
WRITE_BYTES = 2**16  # bytes after which a write waits for the reader
CHANGES_PER_READ = 100  # changes per read of the database
REORDER_WINDOW = 0.005  # seconds for two publishers that crossed to sort themselves out


class ReplayBuffer:
    __slots__ = (
        "ahead",
        "batch",
        "batched",
        "changes",
        "create_task",
        "healing",
        "key",
        "kind",
        "live",
        "loop",
        "name",
        "number",
        "opening",
        "reach",
        "reads",
        "ready",
        "size",
        "subscribers",
    )  # fmt: skip

    def __init__(self, name, loop, create_task):
        self.name, self.loop, self.create_task = name, loop, create_task
        self.kind, self.key = channels.parse(name)
        self.number = None  # the last change; None for a channel without numbers, or not known yet
        self.changes = []  # (number, frame) of every change after `reach`
        self.reach = 0
        self.size = 0  # bytes in `changes`
        self.ahead = {}  # frames that wait for a number before theirs
        self.batch, self.batched = (
            [],
            0,
        )  # frames, and bytes, not yet written to the live subscribers
        self.subscribers = set()
        self.live = set()  # those of them that have been sent everything
        self.opening = 0  # streams on their way in
        self.ready = None  # task that finds out where the channel stands
        self.healing = None
        self.reads = {}  # number: task that reads what changed since; until the next change

    async def tune(self):
        """Find out where the channel stands, unless this worker knows."""
        if self.kind.numbered and self.number is None:
            if self.ready is None:
                self.ready = self.create_task(self._tune())
            await asyncio.shield(self.ready)

    async def _tune(self):
        try:
            self.number = self.reach = await database.run(self.kind.last, self.key)
            self._drain()
        finally:
            self.ready = None

    def since(self, number):
        """(number, frame) of all later changes; None when the buffer does not reach back so far."""
        if number < self.reach:
            return None
        return self.changes[bisect_right(self.changes, number, key=lambda change: change[0]) :]

    async def read(self, after):
        """(number, frame) of up to CHANGES_PER_READ changes after that one, from the database.

        Readers who come back together, as after a restart, share the answer.
        """
        reading = self.reads.get(after)
        if reading is None:
            reading = self.create_task(database.run(frames, self.kind, self.key, after))
            self.reads[after] = reading
        try:
            return await asyncio.shield(reading)
        except Exception:
            self.reads.pop(after, None)
            raise

    # Order -------------------------------------------------------------------------------

    def place(self, number, frame):
        """Put a change where it belongs: next, later, or nowhere because it is there already."""
        if self.number is not None and number == self.number + 1:
            self._append(number, frame)
            self._drain()
        elif self.number is None or number > self.number:
            if len(self.ahead) < MAX_CHANGES:
                self.ahead[number] = frame
            if self.number is not None:
                self.heal()

    def _drain(self):
        """Take what waited for its turn; a hole that stays is healed."""
        self._take_what_waited()
        if self.ahead:
            self.heal()

    def _take_what_waited(self):
        while (frame := self.ahead.pop(self.number + 1, None)) is not None:
            self._append(self.number + 1, frame)
        self.ahead = {n: frame for n, frame in self.ahead.items() if n > self.number}

    def _append(self, number, frame):
        self.number = number
        self.reads.clear()
        self.changes.append((number, frame))
        self.size += len(frame)
        while len(self.changes) > MAX_CHANGES or self.size > MAX_BYTES:
            self.reach, gone = self.changes.pop(0)
            self.size -= len(gone)
        self.say(frame)

    # Healing -----------------------------------------------------------------------------

    def heal(self):
        """Read from the database what the relay did not bring, once for all subscribers."""
        if self.healing is None:
            self.healing = self.create_task(self._heal())
        return self.healing

    async def come_to(self, number):
        """Get as far as `number`, which a page has seen; but it may be anything."""
        for _ in range(2):  # a healing under way may have read too early
            if self.number < number:
                await asyncio.shield(self.heal())

    async def _heal(self):
        try:
            await asyncio.sleep(REORDER_WINDOW)
            while not await self._read_on():
                pass
        except Exception:
            logger.exception("healing %s failed; the next comparison tries again", self.name)
        finally:
            self.healing = None

    async def _read_on(self):
        """Whether nothing is missing any more."""
        waiting = list(self.ahead)
        last, changes = await database.run(_last_and_frames, self.kind, self.key, self.number)
        for number, frame in changes:
            if number > self.number:
                self._append(number, frame)
        if len(changes) == CHANGES_PER_READ:
            return False
        self.number = max(self.number, last)
        for number in waiting:  # ours by now, or never in the database
            self.ahead.pop(number, None)
        self._take_what_waited()
        return not self.ahead

    # Writing -----------------------------------------------------------------------------

    def say(self, frame):
        """Write soon to all live subscribers; what arrives together is written together."""
        if not self.batch:
            self.loop.call_soon(self.flush)
        self.batch.append(frame)
        self.batched += len(frame)
        if self.batched >= WRITE_BYTES:
            self.flush()

    def flush(self):
        """Write what waits: the same bytes for each."""
        if self.batch:
            body = b"".join(self.batch)
            self.batch, self.batched = [], 0
            message, chunk = messages.more(body), messages.chunk(body)
            for subscriber in tuple(self.live):
                subscriber.push(message, chunk)


def frames(kind, key, after):
    """(number, frame) of up to CHANGES_PER_READ changes after that one."""
    return [
        (n, messages.frame(html, id=n)) for n, html in kind.changes(key, after, CHANGES_PER_READ)
    ]


def _last_and_frames(kind, key, after):
    """(the channel's last id, its changes after this one), read in this order to skip none."""
    return kind.last(key), frames(kind, key, after)
