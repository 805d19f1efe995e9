"""The live channel of a room: permission to listen, and the changes a page has missed."""

from django.contrib.auth import get_user_model

from kclub import live
from rooms.directory.models.occupancies import Occupancy
from rooms.directory.models.rooms import Room
from rooms.messages.models.mentions import read_renamed_mentions_for_display
from rooms.messages.models.messages import Message


def changes_after(key, after, limit):
    """Return up to `limit` changes of room `key` that follow change `after`: [(change, HTML), …]."""
    changed = Message.objects.filter(room=key, change__gt=after).for_display()
    messages = list(changed.order_by("change")[:limit])
    read_renamed_mentions_for_display(messages)
    return [
        (message.change, message.html(is_update=message.number <= after)) for message in messages
    ]


def last_changes(keys):
    """Return {key: number of the last change} of these rooms."""
    return dict(Room.objects.filter(pk__in=keys).values_list("pk", "last_change"))


def occupants_among(key, user_ids):
    """Return the keys of these users who are verified and in room `key`; none if it is closed."""
    verified = get_user_model().objects.verified().filter(pk__in=user_ids)
    occupants = Occupancy.objects.filter(room=key, room__closed_at=None, user__in=verified)
    return set(occupants.values_list("user_id", flat=True))


@live.channel("room", changes=changes_after, latest=last_changes, members=occupants_among)
def may_listen(user, key):
    """Whether the user may listen to room `key`, as occupants may until it is closed."""
    return user is not None and Room.objects.running().occupied_by(user).filter(pk=key).exists()
