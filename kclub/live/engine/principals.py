"""Who opens a stream, and who may not keep it any more.

These read the database: call them through `database.run`.
"""

from importlib import import_module
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from kclub.live import channels
from kclub.live.tickets import digest


class Principal(NamedTuple):
    """A user as a stream remembers them."""

    user_id: str = ""  # "" for somebody signed out
    session_key: str = ""
    auth: str = ""  # digest of the session's password hash


ANONYMOUS = Principal()


def signed_in(keys):
    """{session key: (User, Principal)} of those sessions that Django would find somebody in.

    Two queries for all of them.
    """
    sessions, backends = _sessions(keys), settings.AUTHENTICATION_BACKENDS
    sessions = {key: one for key, one in sessions.items()
                if one.get(BACKEND_SESSION_KEY) in backends}  # fmt: skip
    users = _active({session.get(SESSION_KEY) for session in sessions.values()})
    found = {}
    for key, session in sessions.items():
        user, auth = users.get(session.get(SESSION_KEY)), session.get(HASH_SESSION_KEY, "")
        if user and any(constant_time_compare(auth, own) for own in _hashes(user)):
            found[key] = user, Principal(str(user.pk), key, digest(auth))
    return found


def gone(readers):
    """{(channel, Principal): reason} of those among `readers` who may not listen any more.

    A few queries for all of them, and one for each channel that can answer for many users at once.
    """
    readers = set(readers)
    users = _active({principal.user_id for _, principal in readers if principal.user_id})
    auths = {pk: {digest(auth) for auth in _hashes(user)} for pk, user in users.items()}
    sessions = _alive({principal.session_key for _, principal in readers if principal.user_id})
    out = {}
    by_channel = {}
    for channel, principal in readers:
        if not principal.user_id:
            if not channels.may_listen(None, channel):
                out[channel, principal] = "not-allowed"
        elif principal.session_key not in sessions or principal.auth not in auths.get(
            principal.user_id, ()
        ):
            out[channel, principal] = "signed-out"
        else:
            by_channel.setdefault(channel, set()).add(principal)
    for channel, viewers in by_channel.items():
        allowed = may_listen(channel, [users[principal.user_id] for principal in viewers])
        out |= {(channel, v): "not-allowed" for v in viewers if v.user_id not in allowed}
    return out


def may_listen(channel, users):
    """{str(pk)} of those users who may; of many it is asked at once, where the app can answer."""
    kind, key = channels.parse(channel)
    if kind.members and len(users) > 1:
        return {str(pk) for pk in kind.members(key, {user.pk for user in users})}
    return {str(user.pk) for user in users if kind.may_listen(user, key)}


def _active(ids):
    """{str(pk): User} of the active users among these ids, which are text."""
    users = get_user_model()._default_manager.in_bulk(set(filter(None, ids)))
    return {str(pk): user for pk, user in users.items() if user.is_active}


def _hashes(user):
    return [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]


def _store():
    return import_module(settings.SESSION_ENGINE).SessionStore


def _sessions(keys):
    """{key: what is in it} of the sessions that are not over."""
    store = _store()
    if not hasattr(store, "get_model_class"):
        return {key: store(key).load() for key in keys}
    rows = store.get_model_class().objects.filter(expire_date__gt=timezone.now(), pk__in=keys)
    return {row.pk: row.get_decoded() for row in rows}


def _alive(keys):
    """Those of the session keys that still are sessions."""
    store = _store()
    if hasattr(store, "get_model_class"):
        rows = store.get_model_class().objects.filter(expire_date__gt=timezone.now())
        return set(rows.filter(pk__in=keys).values_list("pk", flat=True))
    return {key for key in keys if store().exists(key)}
