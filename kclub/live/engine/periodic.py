"""Functions of the apps that each worker calls every so many seconds for its users."""

import asyncio
import logging

from kclub.live.engine import database
from kclub.live.transport import sse_frames
from kclub.live.transport.messages import RelayMessage

logger = logging.getLogger(__name__)

functions = []  # (seconds, function, function of the hub that sends what it returned)


def every(seconds):
    """Have the decorated `function(present)` called every so many seconds by each worker.

    `present` is {channel: {user id, …}} of the worker's open streams, keys and ids as text; without
    any it is not called. It may use the database, and returns [(channel, event, data), …]: named
    events that only the streams of this worker are sent, since every worker makes the call.
    """

    def register(function):
        functions.append((seconds, function, send_events))
        return function

    return register


def state(event, every):
    """Have the decorated `function(present)` called like one of `every`, to return {channel: data}.

    The data is how things stand on that channel. Its streams are sent it as the named event when it
    is not what they were sent last: all when it has changed, or those that were opened since. "" is
    what a page knows without having been sent anything.
    """

    def register(function):
        functions.append((every, function, StateSender(event).send))
        return function

    return register


async def run_periodically(hub, seconds, function, send):
    """Call the function for ever; one that fails is called again the next time."""
    while True:
        await asyncio.sleep(seconds)
        if present := users_by_channel(hub):
            try:
                send(hub, await database.run(function, present))
            except Exception:
                logger.exception("%s failed; it is tried again", function.__name__)


def send_events(hub, events):
    """Send [(channel, event, data), …] to the streams of these channels here."""
    for channel, event, data in events:
        body = sse_frames.event(data, event)
        hub.receive(bytes(RelayMessage("event", channel, body=body)))


class StateSender:
    """What the streams of this worker were sent last of one kind of state."""

    def __init__(self, event):
        self.event = event
        self.sent = {}  # channel: (data, Subscribers that were sent it)

    def send(self, hub, states):
        """Send {channel: data} to the streams that do not know it yet."""
        sent, self.sent = self.sent, {}
        for channel, data in states.items():
            buffer = hub.buffers.get(channel)
            if buffer is None:
                continue
            frame = sse_frames.event(data, self.event)
            last_data, informed = sent.get(channel, ("", frozenset()))
            if data != last_data:
                buffer.send_unnumbered(frame)
            elif data:
                for subscriber in buffer.live - informed:
                    subscriber.notify(frame)
            self.sent[channel] = data, frozenset(buffer.live)


def users_by_channel(hub):
    """Return {channel: {user id, …}} of those signed in whose streams are open here."""
    users = {}
    for subscriber in hub.subscribers():
        if subscriber.principal.user_id and subscriber.is_open:
            users.setdefault(subscriber.buffer.name, set()).add(subscriber.principal.user_id)
    return users
