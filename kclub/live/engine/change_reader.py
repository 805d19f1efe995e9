"""Reading a channel's changes from the database, as ready-made events."""

import asyncio

from kclub.live.engine import database
from kclub.live.transport import sse_frames

CHANGES_PER_READ = 100


def read_changes(kind, key, after):
    """Return [(number, frame), …] of up to CHANGES_PER_READ changes after change `after`."""
    changes = kind.changes(key, after, CHANGES_PER_READ)
    return [(number, sse_frames.event(html, id=number)) for number, html in changes]


class ChangeReader:
    """Reader of changes for the subscribers of one channel.

    Subscribers that come back together, as after a restart, share one read.
    """

    __slots__ = ("create_task", "key", "kind", "reads")

    def __init__(self, kind, key, create_task):
        self.kind, self.key, self.create_task = kind, key, create_task
        self.reads = {}  # number: task that reads the changes after it

    def forget(self):
        """Forget what was read, since there is a new change."""
        self.reads.clear()

    async def read(self, after):
        """Return what `read_changes` returns for the channel."""
        task = self.reads.get(after)
        if task is None:
            task = self.create_task(database.run(read_changes, self.kind, self.key, after))
            self.reads[after] = task
        try:
            return await asyncio.shield(task)
        except Exception:
            self.reads.pop(after, None)
            raise
