"""A channel as one worker knows it: its last changes, in order, and its subscribers.

Recent changes are kept as ready-made events that all subscribers share; a subscriber is only a
number, the last change it has been sent. What the buffer no longer has comes from the database. A
new subscriber always gets it from there: the buffer still has the text of what was deleted.

The relay may bring a change late, twice, before the one before it, or never. A gap in the numbers
is repaired by one read of the database for the whole worker (`gap_repair`).
"""

import asyncio
from bisect import bisect_right

from kclub.live import channels
from kclub.live.engine import database
from kclub.live.engine.change_reader import CHANGES_PER_READ, ChangeReader
from kclub.live.engine.gap_repair import GapRepair
from kclub.live.transport import sse_frames

MAX_CHANGES = 256  # changes a buffer keeps
MAX_BYTES = 2**18  # bytes of them
WRITE_BYTES = 2**16  # bytes after which a write waits for the reader


class ReplayBuffer:
    """The recent changes and the subscribers of one channel, in one worker."""

    __slots__ = (
        "changes", "complete_after", "create_task", "early", "key", "kind", "live", "locating",
        "loop", "name", "number", "opening", "reader", "repair", "size", "subscribers",
        "unwritten", "unwritten_bytes",
    )  # fmt: skip

    def __init__(self, name, loop, create_task):
        self.name, self.loop, self.create_task = name, loop, create_task
        self.kind, self.key = channels.parse(name)
        self.number = None  # the last change; None for a channel without numbers, or not known yet
        self.changes = []  # (number, frame) of every change after `complete_after`
        self.complete_after = 0
        self.size = 0  # bytes in `changes`
        self.early = {}  # {number: frame} of changes that came before an earlier one
        self.unwritten, self.unwritten_bytes = [], 0  # frames not yet written to live subscribers
        self.subscribers = set()
        self.live = set()  # those that are live; Subscriber keeps this
        self.opening = 0  # streams on their way in
        self.locating = None  # task that finds out the channel's last change
        self.repair = GapRepair(self)
        self.reader = ChangeReader(self.kind, self.key, create_task)

    @property
    def is_used(self):
        """Whether any stream is open or on its way in."""
        return bool(self.subscribers or self.opening)

    async def locate(self):
        """Find out the number of the channel's last change, unless this worker knows it."""
        if self.kind.numbered and self.number is None:
            if self.locating is None:
                self.locating = self.create_task(self._locate())
            await asyncio.shield(self.locating)

    async def _locate(self):
        try:
            self.number = self.complete_after = await database.run(self.kind.last, self.key)
            self.append_early()
            self._repair_gap()
        finally:
            self.locating = None

    # Order -------------------------------------------------------------------------------

    def insert(self, number, frame):
        """Add a change that is next, keep one that is early, and drop one that is here already."""
        if self.number is not None and number == self.number + 1:
            self.append(number, frame)
            self.append_early()
            self._repair_gap()
        elif self.number is None or number > self.number:
            if len(self.early) < MAX_CHANGES:
                self.early[number] = frame
            if self.number is not None:
                self.repair.start()

    def append(self, number, frame):
        """Add the next change, and write it to all live subscribers."""
        self.number = number
        self.reader.forget()
        self.changes.append((number, frame))
        self.size += len(frame)
        while len(self.changes) > MAX_CHANGES or self.size > MAX_BYTES:
            self.complete_after, dropped = self.changes.pop(0)
            self.size -= len(dropped)
        self.write_soon(frame)

    def append_early(self):
        """Add the changes whose turn has come."""
        while (frame := self.early.pop(self.number + 1, None)) is not None:
            self.append(self.number + 1, frame)
        self.early = {n: frame for n, frame in self.early.items() if n > self.number}

    def _repair_gap(self):
        if self.early:
            self.repair.start()

    # Replay ------------------------------------------------------------------------------

    def is_ahead_of(self, number):
        """Return whether there are changes after this one."""
        return self.number is not None and number < self.number

    async def next_changes(self, after, from_database):
        """Return (bytes of some changes after change `after`, the number of the last)."""
        reached = self.number  # the last number if all of `changes` is sent
        changes = None if from_database else self.since(after)
        if changes is None:
            changes = await self.reader.read(after)
            if len(changes) == CHANGES_PER_READ:
                reached = 0  # there are more, so only as far as they go
        size, frames = 0, []
        for number, frame in changes:
            if number > self.number:  # has not been sent to live subscribers yet
                reached = self.number
                break
            if size >= WRITE_BYTES:
                reached = 0
                break
            frames.append(frame)
            size += len(frame)
            after = number
        return b"".join(frames), max(after, reached)

    def since(self, number):
        """Return [(number, frame), …] of later changes; None when they are not all kept."""
        if number < self.complete_after:
            return None
        return self.changes[bisect_right(self.changes, number, key=lambda change: change[0]) :]

    # Writing -----------------------------------------------------------------------------

    def send_unnumbered(self, frame):
        """Write an event without a place in the order; lagging streams cannot get it later."""
        for subscriber in self.subscribers - self.live:
            subscriber.miss()
        self.write_soon(frame)

    def write_soon(self, frame):
        """Write to all live subscribers in a moment; what arrives together is written together."""
        if not self.unwritten:
            self.loop.call_soon(self.flush)
        self.unwritten.append(frame)
        self.unwritten_bytes += len(frame)
        if self.unwritten_bytes >= WRITE_BYTES:
            self.flush()

    def flush(self):
        """Write what waits: the same bytes for each."""
        if self.unwritten:
            body = b"".join(self.unwritten)
            self.unwritten, self.unwritten_bytes = [], 0
            message, chunk = sse_frames.body_message(body), sse_frames.http_chunk(body)
            for subscriber in tuple(self.live):
                subscriber.write(message, chunk)
