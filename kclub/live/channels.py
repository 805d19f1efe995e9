"""Channels: apps register what their names mean, since the live layer knows no app.

A channel is named "kind:key", as "room:12". "user:<id>" is that user's own: every stream they open
carries its events as well.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django_eventstream.channelmanager import DefaultChannelManager
from django_eventstream.event import Event
from django_eventstream.storage import EventDoesNotExist, StorageBase

NAME = re.compile(r"[\w.-]+(:[\w.-]+)?", re.ASCII)

kinds = {}


@dataclass(frozen=True)
class Kind:
    """What the apps have registered for channels named "<kind>:<key>"."""

    may_listen: Callable
    changes: Callable | None
    latest: Callable | None
    members: Callable | None

    @property
    def numbered(self):
        """Whether its events carry ids and can be replayed."""
        return self.changes is not None

    def last(self, key):
        """Return the id of the channel's last change; 0 before the first."""
        return self.last_of([key])[key]

    def last_of(self, keys):
        """Return {key: id of the last change} of all these channels."""
        numbers = {str(key): number for key, number in self.latest(keys).items()}
        return {key: numbers.get(key, 0) for key in keys}


class Unregistered(Kind):
    """The kind of a channel, without ids, that only a site's own channel manager knows."""

    def __init__(self, name):
        def may_listen(user, key):
            return site_manager().can_read_channel(user, name)

        super().__init__(may_listen, None, None, None)


def channel(kind, *, changes=None, latest=None, members=None):
    """Register what channels named "<kind>:<key>" are. Decorates `may_listen(user, key) -> bool`.

    `user` is a User, or None for somebody signed out; `key` is the text after the colon. Channels
    whose events carry ids say what can be replayed:

    changes(key, after, limit) -> [(id, html), …]   what changed since, ordered by id
    latest(keys) -> {key: id}                       the last id of each; unknown keys left out

    `members(key, user_ids) -> set` says in one query which of these users may still listen. It is
    asked when the message of a removal may have been lost; without it `may_listen` is asked for
    each.
    """

    def register(may_listen):
        if (changes is None) != (latest is None):
            raise TypeError("changes and latest come together")
        kinds[kind] = Kind(may_listen, changes, latest, members)
        return may_listen

    return register


def parse(name):
    """Return (Kind, key) of a channel's name. Raises ValueError unless it is known."""
    if not is_known(name):
        raise ValueError(f"no such channel: {name!r}")
    kind, _, key = name.partition(":")
    return (kinds[kind], key) if is_registered(name) else (Unregistered(name), key)


def is_registered(name):
    """Return whether an app has registered channels of this name's kind."""
    return name.partition(":")[0] in kinds


def is_known(name):
    """Return whether an app has registered the channel, or a site's own manager answers for it."""
    if not NAME.fullmatch(name):
        return False
    return is_registered(name) or not isinstance(site_manager(), ChannelManager)


def may_listen(user, name):
    """Return whether `user` (None: signed out) may listen to the channel, if it is known."""
    if not is_known(name):
        return False
    kind, key = parse(name)
    return bool(kind.may_listen(user, key))


def site_manager():
    """Return the channel manager of the settings."""
    return import_string(settings.EVENTSTREAM_CHANNELMANAGER_CLASS)()


class ChannelManager(DefaultChannelManager):
    """EVENTSTREAM_CHANNELMANAGER_CLASS: answers django-eventstream from what is registered."""

    def can_read_channel(self, user, channel):
        """Return whether `user` (None or anonymous: signed out) may listen."""
        return may_listen(user if user and user.is_authenticated else None, channel)

    def is_channel_reliable(self, channel):
        """Return whether the channel's events can be replayed."""
        try:
            return parse(channel)[0].numbered
        except ValueError:
            return False


class ChangeStorage(StorageBase):
    """EVENTSTREAM_STORAGE_CLASS: events are read from the apps' own tables, not stored twice."""

    def append_event(self, channel, event_type, data):
        """Return the Event that `send_event` publishes. It is not stored and gets no number."""
        return Event(channel, event_type, data, id=self.get_current_id(channel))

    def get_events(self, channel, last_id, limit=100):
        """Return Events after `last_id`. Raises EventDoesNotExist for an id there never was."""
        kind, key = parse(channel)
        last = kind.last(key)
        if not 0 <= last_id <= last:
            raise EventDoesNotExist(f"{channel} has no event {last_id}", last)
        return [Event(channel, "", html, id=n) for n, html in kind.changes(key, last_id, limit)]

    def get_current_id(self, channel):
        """Return the id of the channel's last change."""
        kind, key = parse(channel)
        return kind.last(key)
