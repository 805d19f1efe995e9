"""Periodic comparison of a hub with the database, in case a message was lost; and keep-alives."""

import asyncio
import logging
from itertools import count

from kclub.live.engine import database, principals
from kclub.live.transport import sse_frames

logger = logging.getLogger(__name__)

INTERVAL = 5  # seconds between reconciliations
INTERVAL_IN_OUTAGE = 2  # seconds between them while the relay is down
ROUNDS_PER_RIGHTS_CHECK = 12  # seldom, since the relay brings ends
KEEP_ALIVE_INTERVAL = 20  # seconds
KEEP_ALIVE_BATCH_SIZE = 100  # streams that are kept alive before others get their turn


async def reconcile_periodically(hub):
    """Compare the hub with the database, for ever."""
    for turn in count(1):
        await asyncio.sleep(INTERVAL if hub.relay.is_up else INTERVAL_IN_OUTAGE)
        all_rights = not hub.relay.is_up or turn % ROUNDS_PER_RIGHTS_CHECK == 0
        await reconcile(hub, all_rights=all_rights)
        hub.recent_ends.forget_old()


async def reconcile(hub, all_rights=False):
    """Repair every channel that is behind the database; end streams that lost their right."""
    try:
        for kind, buffers in _numbered_by_kind(hub).items():
            latest = await database.run(kind.last_of, list(buffers))
            for key, number in latest.items():
                if number > buffers[key].number:
                    buffers[key].repair.start()
        if all_rights:
            await _check_rights(hub)
    except Exception:
        logger.exception("reconciliation failed; it is tried again")


def _numbered_by_kind(hub):
    """Return {Kind: {key: ReplayBuffer}} of the channels whose position is known."""
    buffers_by_kind = {}
    for buffer in hub.buffers.values():
        if buffer.number is not None:
            buffers_by_kind.setdefault(buffer.kind, {})[buffer.key] = buffer
    return buffers_by_kind


async def _check_rights(hub):
    """End the streams of readers that may not listen any more."""
    readers = {(each.buffer.name, each.principal) for each in hub.subscribers()}
    if readers:
        revoked = await database.run(principals.revoked, readers)
        for subscriber in hub.subscribers():
            reason = revoked.get((subscriber.buffer.name, subscriber.principal))
            if reason:
                subscriber.end(sse_frames.ending(reason))


async def keep_alive(hub):
    """Write something to every stream now and then, so that no proxy takes it for dead."""
    while True:
        await asyncio.sleep(KEEP_ALIVE_INTERVAL)
        for turn, subscriber in enumerate(hub.subscribers(), 1):
            if subscriber.is_live:
                subscriber.notify(sse_frames.KEEP_ALIVE)
            if turn % KEEP_ALIVE_BATCH_SIZE == 0:
                await asyncio.sleep(0)
