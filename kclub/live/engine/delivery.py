"""What a worker does with a relay message: write an event to its streams, or end some of them."""

from kclub.live.tickets import digest
from kclub.live.transport import sse_frames


def deliver(hub, message):
    """Write an event to all streams of its channel; that of a user's own to all of theirs."""
    for observe in hub.observers:
        observe(message)
    buffer = hub.buffers.get(message.name)
    if buffer is not None:
        if message.number is not None and buffer.kind.numbered:
            buffer.insert(message.number, message.body)
        else:
            buffer.send_unnumbered(message.body)
    kind, _, key = message.name.partition(":")
    if kind == "user":
        for subscriber in hub.subscribers_by_user.get(key, ()):
            if subscriber.buffer is not buffer:
                subscriber.notify(message.body)


def end_streams(hub, message):
    """End the streams that a message names, with its reason, and remember the end."""
    hub.recent_ends.note(message)
    last_bytes = sse_frames.ending(message.body.decode())
    for subscriber in _subscribers_named_by(hub, message):
        subscriber.end(last_bytes)


def _subscribers_named_by(hub, message):
    match message.kind:
        case "user":
            return list(hub.subscribers_by_user.get(message.name, ()))
        case "session":
            return [
                subscriber
                for subscriber in hub.subscribers()
                if digest(subscriber.principal.session_key) == message.name
            ]
    buffer = hub.buffers.get(message.name)
    if buffer is None:
        return []
    everybody = not message.user
    return [each for each in buffer.subscribers if everybody or message.user == _user_of(each)]


def _user_of(subscriber):
    return (
        subscriber.principal.user_id or "anonymous"
    )  # as django-eventstream names signed-out users
