"""Functions of the apps that each worker calls every so many seconds for its users."""

import asyncio
import logging

from kclub.live.engine import database
from kclub.live.transport import sse_frames
from kclub.live.transport.messages import RelayMessage

logger = logging.getLogger(__name__)

functions = []  # (seconds, function)


def every(seconds):
    """Have the decorated `function(present)` called every so many seconds by each worker.

    `present` is {channel: {user id, …}} of the worker's open streams, keys and ids as text; without
    any it is not called. It may use the database, and returns [(channel, event, data), …]: named
    events that only the streams of this worker are sent, since every worker makes the call.
    """

    def register(function):
        functions.append((seconds, function))
        return function

    return register


async def run_periodically(hub, seconds, function):
    """Call the function for ever; one that fails is called again the next time."""
    while True:
        await asyncio.sleep(seconds)
        if present := users_by_channel(hub):
            try:
                for channel, event, data in await database.run(function, present):
                    body = sse_frames.event(data, event)
                    hub.receive(bytes(RelayMessage("event", channel, body=body)))
            except Exception:
                logger.exception("%s failed; it is tried again", function.__name__)


def users_by_channel(hub):
    """Return {channel: {user id, …}} of those signed in whose streams are open here."""
    users = {}
    for subscriber in hub.subscribers():
        if subscriber.principal.user_id and subscriber.is_open:
            users.setdefault(subscriber.buffer.name, set()).add(subscriber.principal.user_id)
    return users
