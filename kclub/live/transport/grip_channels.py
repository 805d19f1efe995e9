"""The channels of a GRIP proxy that its streams listen to, and the items published there.

Changes carry their number and the one before, so the proxy notices a gap, and asks us for the rest.
Ends are two items: the last event, and `close`.
"""

from django.conf import settings
from gripcontrol import HttpStreamFormat
from pubcontrol import Item

from kclub.live.transport import sse_frames


def changes(name):
    """Return the proxy's channel for the numbered events of the channel `name`."""
    return f"{settings.LIVE_PREFIX}/{name}"


def events(name):
    """Return the proxy's channel for events without a number, and for the end for everybody."""
    return f"{settings.LIVE_PREFIX}/{name}/events"


def ends(kind, name, user=""):
    """Return the proxy's channel for such an end; kind, name and user as in a RelayMessage."""
    if kind == "channel":
        return f"{settings.LIVE_PREFIX}/{name}/{user}" if user else events(name)
    return events(f"user:{name}") if kind == "user" else f"{settings.LIVE_PREFIX}/{kind}/{name}"


def items(message):
    """Return a RelayMessage as [(proxy's channel, Item), …]."""
    body = message.body.decode()
    if message.kind == "event" and message.number is not None:
        ids = str(message.number), str(message.number - 1)
        return [(changes(message.name), Item(HttpStreamFormat(body), *ids))]
    if message.kind == "event":
        return [(events(message.name), Item(HttpStreamFormat(body)))]
    channel = ends(message.kind, message.name, message.user)
    last = HttpStreamFormat(sse_frames.ending(body).decode())
    return [(channel, Item(last)), (channel, Item(HttpStreamFormat(close=True)))]


def hint(channel):
    """Return (channel, Item) by which the proxy asks us again about all streams of its channel."""
    return channel, Item(HttpStreamFormat(action="hint"))


def repair(channel):
    """Return (channel, Item) that repairs a channel of the proxy that missed items."""
    if channel.endswith("/events"):  # these are not replayed: each page reads what it shows again
        return channel, Item(HttpStreamFormat(sse_frames.STREAM_OPEN.decode()))
    return hint(channel)


def probe(name, number):
    """Return (channel, Item), an empty item that shows which streams lack change `number`.

    The proxy asks us for those. Pushpin keeps 100 events for a stream that waits to be asked about
    and drops the others silently: nothing else would tell before the channel's next change.
    """
    return changes(name), Item(HttpStreamFormat(":\n\n"), str(number), str(number))
