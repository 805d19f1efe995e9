"""The repair of a channel's gaps: what the relay did not bring is read from the database."""

import asyncio
import logging

from kclub.live.engine import database
from kclub.live.engine.change_reader import CHANGES_PER_READ, read_changes

logger = logging.getLogger(__name__)

REORDER_WINDOW = 0.005  # seconds for two publishers that crossed to sort themselves out


class GapRepair:
    """At most one repair of a replay buffer at a time, for all of its subscribers."""

    __slots__ = ("buffer", "task")

    def __init__(self, buffer):
        self.buffer, self.task = buffer, None

    def start(self):
        """Begin a repair, unless one is under way. Return its task."""
        if self.task is None:
            self.task = self.buffer.create_task(self._repair())
        return self.task

    async def reach(self, number):
        """Read as far as change `number`, which a page claims to have seen; it may be any."""
        for _ in range(2):  # a repair under way may have read too early
            if self.buffer.number < number:
                await asyncio.shield(self.start())

    async def _repair(self):
        try:
            await asyncio.sleep(REORDER_WINDOW)
            while not await self._read_on():
                pass
        except Exception:
            name = self.buffer.name
            logger.exception("repairing %s failed; the next reconciliation tries again", name)
        finally:
            self.task = None

    async def _read_on(self):
        """Read on from the last change. Return whether nothing is missing any more."""
        buffer = self.buffer
        early_numbers = list(buffer.early)
        last, changes, is_complete = await database.run(self._read, buffer.number)
        for number, frame in changes:
            if number > buffer.number:
                buffer.append(number, frame)
        if not is_complete:
            return False
        buffer.number = max(buffer.number, last)
        for number in early_numbers:  # appended by now, or not in the database
            buffer.early.pop(number, None)
        buffer.append_early()
        return not buffer.early

    def _read(self, after):
        """Return (the channel's last id, changes after `after`, whether these are all), read so."""
        last = self.buffer.kind.last(self.buffer.key)
        changes = read_changes(self.buffer.kind, self.buffer.key, after)
        return last, changes, len(changes) < CHANGES_PER_READ
