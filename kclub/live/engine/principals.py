"""The users behind streams: their sessions, and whether they still may listen.

These functions read the database: call them through `database.run`.
"""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.utils.crypto import constant_time_compare

from kclub.live import channels
from kclub.live.engine import sessions
from kclub.live.tickets import digest


class Principal(NamedTuple):
    """A user and the session a stream was opened with, as text."""

    user_id: str = ""  # "" for somebody signed out
    session_key: str = ""
    auth: str = ""  # digest of the session's password hash


ANONYMOUS = Principal()


def signed_in(session_keys):
    """Return {session key: (User, Principal)} of those sessions that Django finds a user in.

    Two queries for all of them.
    """
    backends = settings.AUTHENTICATION_BACKENDS
    contents = {
        key: content
        for key, content in sessions.contents(session_keys).items()
        if content.get(BACKEND_SESSION_KEY) in backends
    }
    users = _active_users({content.get(SESSION_KEY) for content in contents.values()})
    result = {}
    for key, content in contents.items():
        user, auth = users.get(content.get(SESSION_KEY)), content.get(HASH_SESSION_KEY, "")
        if user and any(constant_time_compare(auth, own) for own in _hashes(user)):
            result[key] = user, Principal(str(user.pk), key, digest(auth))
    return result


def revoked(readers):
    """Return {(channel, Principal): reason} of those `readers` that may not listen any more.

    A few queries for all of them, and one for each channel that can answer for many users at once.
    """
    readers = set(readers)
    authenticated = {principal for _, principal in readers if principal.user_id}
    users = _still_signed_in(authenticated)
    reasons, by_channel = {}, {}
    for channel, principal in readers:
        if not principal.user_id:
            if not channels.may_listen(None, channel):
                reasons[channel, principal] = "not-allowed"
        elif principal not in users:
            reasons[channel, principal] = "signed-out"
        else:
            by_channel.setdefault(channel, set()).add(principal)
    for channel, of_channel in by_channel.items():
        allowed = allowed_users(channel, [users[principal] for principal in of_channel])
        reasons |= {(channel, p): "not-allowed" for p in of_channel if p.user_id not in allowed}
    return reasons


def allowed_users(channel, users):
    """Return {str(pk)} of those users that may listen.

    The app is asked about many at once, if it has registered `members`.
    """
    kind, key = channels.parse(channel)
    if kind.members and len(users) > 1:
        return {str(pk) for pk in kind.members(key, {user.pk for user in users})}
    return {str(user.pk) for user in users if kind.may_listen(user, key)}


def _still_signed_in(principals):
    """Return {Principal: User} of those whose session and password are as they were."""
    users = _active_users({principal.user_id for principal in principals})
    auths = {pk: {digest(auth) for auth in _hashes(user)} for pk, user in users.items()}
    existing = sessions.existing({principal.session_key for principal in principals})
    return {
        principal: users[principal.user_id]
        for principal in principals
        if principal.session_key in existing and principal.auth in auths.get(principal.user_id, ())
    }


def _active_users(ids):
    """Return {str(pk): User} of the active users among these ids, which are text."""
    users = get_user_model()._default_manager.in_bulk(set(filter(None, ids)))
    return {str(pk): user for pk, user in users.items() if user.is_active}


def _hashes(user):
    """Return the hashes that a session of the user may have, also by older SECRET_KEYs."""
    return [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
