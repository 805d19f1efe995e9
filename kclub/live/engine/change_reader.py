"""Reading a channel's changes from the database, as ready-made events."""

import asyncio

from kclub.live.engine import database
from kclub.live.transport import sse_frames

CHANGES_PER_READ = 100


def read_changes(kind, key, after):
    """Return [(number, frame), …] of up to CHANGES_PER_READ changes after that one."""
    changes = kind.changes(key, after, CHANGES_PER_READ)
    return [(number, sse_frames.event(html, id=number)) for number, html in changes]


class ChangeReader:
    """Reads for the subscribers of one channel.

    Readers who come back together, as after a restart, share the answer.
    """

    __slots__ = ("create_task", "key", "kind", "reads")

    def __init__(self, kind, key, create_task):
        self.kind, self.key, self.create_task = kind, key, create_task
        self.reads = {}  # number: task that reads what changed since

    def forget(self):
        """Forget the answers, since there is a new change."""
        self.reads.clear()

    async def read(self, after):
        """Return `read_changes` of the channel."""
        reading = self.reads.get(after)
        if reading is None:
            reading = self.create_task(database.run(read_changes, self.kind, self.key, after))
            self.reads[after] = reading
        try:
            return await asyncio.shield(reading)
        except Exception:
            self.reads.pop(after, None)
            raise
