"""What the live layer asks about rooms: who may listen, what a page lacks."""

from django.contrib.auth import get_user_model

from kclub import live
from rooms.models.messages import Message
from rooms.models.occupancies import Occupancy
from rooms.models.rooms import Room


def changes_after(key, after, limit):
    """What a page that has seen change `after` of room `key` lacks: [(change, html), …]."""
    changed = Message.objects.filter(room=key, change__gt=after).in_full()
    return [
        (message.change, message.html(known=message.number <= after))
        for message in changed.order_by("change")[:limit]
    ]


def last_changes(keys):
    """{room: the number of its last change} of these rooms."""
    return dict(Room.objects.filter(pk__in=keys).values_list("pk", "last_change"))


def occupants_among(key, user_ids):
    """Which of these users are in room `key`, and verified; nobody once it is closed."""
    verified = get_user_model().objects.verified().filter(pk__in=user_ids)
    occupants = Occupancy.objects.filter(room=key, room__closed_at=None, user__in=verified)
    return set(occupants.values_list("user_id", flat=True))


@live.channel("room", changes=changes_after, latest=last_changes, members=occupants_among)
def may_listen(user, key):
    return user is not None and Room.objects.running().occupied_by(user).filter(pk=key).exists()
