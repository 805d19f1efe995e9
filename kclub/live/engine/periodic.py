"""What an app does every now and then for those who are here."""

import asyncio
import logging

from kclub.live.engine import database
from kclub.live.transport import messages
from kclub.live.transport.messages import RelayMessage

logger = logging.getLogger(__name__)

rounds = []  # (seconds, function)


def every(seconds):
    """Have the decorated `function(here)` called every so many seconds by each worker.

    `here` is {channel: {user id, …}} of the worker's open streams, keys and ids as text; without
    any it is not called. It may use the database, and returns [(channel, event, data), …]: named
    events which only the streams of this worker hear, for each worker makes its own round.
    """

    def register(function):
        rounds.append((seconds, function))
        return function

    return register


async def go_round(hub, seconds, function):
    """Make this round for ever; one that fails is made again the next time."""
    while True:
        await asyncio.sleep(seconds)
        if here := who_is_here(hub):
            try:
                for channel, event, data in await database.run(function, here):
                    hub.receive(
                        bytes(RelayMessage("event", channel, body=messages.frame(data, event)))
                    )
            except Exception:
                logger.exception("%s failed; it is tried again", function.__name__)


def who_is_here(hub):
    here = {}
    for subscriber in hub.subscribers():
        if subscriber.principal.user_id and subscriber.ending is None:
            here.setdefault(subscriber.buffer.name, set()).add(subscriber.principal.user_id)
    return here
