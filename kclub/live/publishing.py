"""What apps call when something happens on a channel, or somebody may not listen any more."""

from functools import partial

from django.db import transaction

from kclub.live.channels import NAME
from kclub.live.tickets import digest
from kclub.live.transport import publish_all_to_all, publish_to_all, sse_frames
from kclub.live.transport.messages import RelayMessage


def publish(channel, html="", *, event="", id=None):
    """Send an event to every page open on `channel`, once this transaction has committed.

    html    a fragment everybody may see as it is; htmx swaps it in
    event   a name makes it a DOM event on the page instead
    id      the channel's change number: the event is replayed to readers who missed it

    It does not fail while the relay is down: workers read what they missed from the database.
    Raises ValueError unless `channel` is the name of a channel and `event` is one line.
    """
    body = sse_frames.event(html, event, id)
    publish_on_commit(RelayMessage("event", _valid(channel), id, body=body))


def publish_each(channels, *, event):
    """Send the event of that name to every page open on one of `channels`, as `publish` does."""
    body = sse_frames.event("", event)
    messages = [bytes(RelayMessage("event", _valid(channel), body=body)) for channel in channels]
    transaction.on_commit(partial(publish_all_to_all, messages), robust=True)


def end(channel, user=None, reason=""):
    """End `user`'s streams of `channel`, or everybody's, in every worker, once this has committed.

    `reason` is a short code the page gets in a last event, `stream-end`.
    """
    user_id = str(user.pk) if user else ""
    publish_on_commit(RelayMessage("channel", _valid(channel), user=user_id, body=reason.encode()))


def end_user(user, reason=""):
    """End all streams of `user` in every worker: deactivated, or signed out everywhere."""
    publish_on_commit(RelayMessage("user", str(user.pk), body=reason.encode()))


def end_session(session_key, reason=""):
    """End all streams opened with this session, in every worker."""
    if session_key:
        publish_on_commit(RelayMessage("session", digest(session_key), body=reason.encode()))


def publish_on_commit(message):
    """Send a RelayMessage to all workers and proxies once this transaction has committed."""
    transaction.on_commit(partial(publish_to_all, bytes(message)), robust=True)


def _valid(channel):
    if not NAME.fullmatch(channel):
        raise ValueError(f"not the name of a channel: {channel!r}")
    return channel
