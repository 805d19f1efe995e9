"""What the apps say: something happened on a channel, or somebody may not listen any more."""

from functools import partial

from django.db import transaction

from kclub.live.channels import NAME
from kclub.live.tickets import digest
from kclub.live.transport import messages
from kclub.live.transport.messages import RelayMessage
from kclub.live.transport.redis_pubsub import relay


def publish(channel, html="", *, event="", id=None):
    """Send an event to every page open on `channel`, once this transaction has committed.

    html    a fragment everybody may see as it is; htmx swaps it in
    event   a name makes it a DOM event on the page instead
    id      the channel's change number: the event is replayed to who missed it

    Never fails for the relay: what could not be sent now is read from the database by the workers.
    ValueError for a name that is no channel's or an event's name of two lines.
    """
    say(RelayMessage("event", _name(channel), id, body=messages.frame(html, event, id)))


def end(channel, user=None, reason=""):
    """End `user`'s streams of `channel`, or everybody's, in every worker, once this has committed.

    `reason` is a short code the page gets in a last event, `stream-end`.
    """
    say(
        RelayMessage(
            "channel", _name(channel), user=str(user.pk) if user else "", body=reason.encode()
        )
    )


def end_user(user, reason=""):
    """End all streams of `user` in every worker: deactivated, or signed out everywhere."""
    say(RelayMessage("user", str(user.pk), body=reason.encode()))


def end_session(session_key, reason=""):
    """End all streams opened with this session, in every worker."""
    if session_key:
        say(RelayMessage("session", digest(session_key), body=reason.encode()))


def _name(channel):
    if not NAME.fullmatch(channel):
        raise ValueError(f"not the name of a channel: {channel!r}")
    return channel


def say(message):
    """Pass a RelayMessage on once this transaction has committed."""
    transaction.on_commit(partial(relay.send, bytes(message)), robust=True)
