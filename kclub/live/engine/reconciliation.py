"""What a hub does every now and then, in case it was not told."""

import asyncio
import logging
import time
from itertools import count

from kclub.live.engine import database, principals
from kclub.live.tickets import CLOCK_SKEW, LIFETIME
from kclub.live.transport import messages

logger = logging.getLogger(__name__)

INTERVAL = 5  # seconds between comparisons with the database,
INTERVAL_IN_OUTAGE = 2  # and while the relay is down
RIGHTS_CHECK_EVERY = (
    12  # comparisons between asking again who may listen; ends are told by the relay
)
KEEP_ALIVE_INTERVAL = 20  # seconds
AT_ONCE = 100  # streams that are kept alive before others get their turn


async def reconcile_periodically(hub):
    for turn in count(1):
        await asyncio.sleep(INTERVAL if hub.relay_is_up else INTERVAL_IN_OUTAGE)
        await reconcile(hub, all_rights=not hub.relay_is_up or turn % RIGHTS_CHECK_EVERY == 0)
        old = time.time() - LIFETIME - 2 * CLOCK_SKEW
        hub.recent_ends = {end: at for end, at in hub.recent_ends.items() if at > old}


async def reconcile(hub, all_rights=False):
    """Heal every channel that is behind the database; end streams that lost their right."""
    try:
        by_kind = {}
        for buffer in hub.buffers.values():
            if buffer.number is not None:
                by_kind.setdefault(buffer.kind, {})[buffer.key] = buffer
        for kind, buffers in by_kind.items():
            latest = await database.run(kind.last_of, list(buffers))
            for key, number in latest.items():
                if number > buffers[key].number:
                    buffers[key].heal()
        if all_rights:
            await _check_rights(hub)
    except Exception:
        logger.exception("comparing with the database failed; it is tried again")


async def _check_rights(hub):
    readers = {(x.buffer.name, x.principal) for x in hub.subscribers()}
    if readers:
        gone = await database.run(principals.gone, readers)
        for subscriber in hub.subscribers():
            reason = gone.get((subscriber.buffer.name, subscriber.principal))
            if reason:
                subscriber.end(messages.last(reason))


async def keep_alive(hub):
    """Say something on every stream, so that nobody on the way takes it for dead."""
    while True:
        await asyncio.sleep(KEEP_ALIVE_INTERVAL)
        for turn, subscriber in enumerate(hub.subscribers(), 1):
            if subscriber in subscriber.buffer.live:
                subscriber.tell(messages.KEEP_ALIVE)
            if turn % AT_ONCE == 0:
                await asyncio.sleep(0)
