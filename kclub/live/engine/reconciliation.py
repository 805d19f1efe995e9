"""What a hub does every now and then, in case it was not told."""

import asyncio
import logging
import time
from itertools import count

from kclub.live.engine import database, principals
from kclub.live.tickets import GOOD_FOR, SKEW
from kclub.live.transport import messages

logger = logging.getLogger(__name__)

COMPARE = 5  # seconds between comparisons with the database,
COMPARE_ALONE = 2  # and while the relay is down
RIGHTS = 12  # comparisons between asking again who may listen; ends are told by the relay
KEEP_ALIVE = 20  # seconds
AT_ONCE = 100  # streams that are kept alive before others get their turn


async def compare_regularly(hub):
    for turn in count(1):
        await asyncio.sleep(COMPARE if hub.relayed else COMPARE_ALONE)
        await compare(hub, all_rights=not hub.relayed or turn % RIGHTS == 0)
        old = time.time() - GOOD_FOR - 2 * SKEW
        hub.ended = {end: at for end, at in hub.ended.items() if at > old}


async def compare(hub, all_rights=False):
    """Heal every channel that is behind the database; end streams that lost their right."""
    try:
        by_kind = {}
        for log in hub.logs.values():
            if log.number is not None:
                by_kind.setdefault(log.kind, {})[log.key] = log
        for kind, logs in by_kind.items():
            latest = await database.ask(kind.last_of, list(logs))
            for key, number in latest.items():
                if number > logs[key].number:
                    logs[key].heal()
        if all_rights:
            await _check_rights(hub)
    except Exception:
        logger.exception("comparing with the database failed; it is tried again")


async def _check_rights(hub):
    readers = {(x.log.name, x.viewer) for x in hub.listeners()}
    if readers:
        gone = await database.ask(principals.gone, readers)
        for listener in hub.listeners():
            reason = gone.get((listener.log.name, listener.viewer))
            if reason:
                listener.end(messages.last(reason))


async def keep_alive(hub):
    """Say something on every stream, so that nobody on the way takes it for dead."""
    while True:
        await asyncio.sleep(KEEP_ALIVE)
        for turn, listener in enumerate(hub.listeners(), 1):
            if listener in listener.log.live:
                listener.tell(messages.KEEP_ALIVE)
            if turn % AT_ONCE == 0:
                await asyncio.sleep(0)
