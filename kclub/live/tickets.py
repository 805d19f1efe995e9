"""Tickets in the URLs of streams: opening a stream with one asks no database.

A ticket says for whom a page was rendered. It is signed, names the channel and the reader, fits one
session and one path, and is valid for a minute. After that, and wherever it may be out of date, the
session is asked instead.
"""

import hashlib
from typing import NamedTuple

from django.contrib.auth import HASH_SESSION_KEY
from django.core import signing

LIFETIME = 60  # seconds: from rendering a page to opening its stream
CLOCK_SKEW = 5  # seconds the clocks of two machines may differ


class Ticket(NamedTuple):
    """What a valid ticket says."""

    channel: str
    user_id: str
    auth: str  # digest of the session's password hash, so that a changed password shows
    issued: float  # seconds since 1970


def digest(text):
    """Return a short fingerprint, for what must be compared but not disclosed."""
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def ticket(request, channel, path):
    """Return a ticket for `request`'s user to open `channel` at `path`; "" if signed out."""
    if not request.user.is_authenticated or not request.session.session_key:
        return ""
    auth = digest(request.session.get(HASH_SESSION_KEY, ""))
    value = f"{channel} {request.user.pk} {auth}"
    return _signer(request.session.session_key, path).sign(value)


def read(ticket, session_key, path):
    """Return the Ticket, or None unless it is ours, fits this session and path, and is fresh."""
    signer = _signer(session_key, path)
    try:
        channel, user_id, auth = signer.unsign(ticket, max_age=LIFETIME).split(" ")
        issued = signing.b62_decode(ticket.rsplit(":", 2)[1])
    except (signing.BadSignature, ValueError):
        return None
    return Ticket(channel, user_id, auth, issued)


def _signer(session_key, path):
    return signing.TimestampSigner(salt=f"kclub.live {session_key} {path}")
