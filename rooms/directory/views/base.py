"""What the views of rooms share: load a room or refuse, and answer a refusal."""

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from kclub.db.compiled_queries import CompiledSelect, Param
from kclub.errors import Refused
from rooms.directory.models.direct_names import name_direct_rooms
from rooms.directory.models.occupancies import Occupancy
from rooms.directory.models.ranks import Rank
from rooms.directory.models.rooms import Room

ROOM_BY_SLUG = CompiledSelect(lambda: Room.objects.filter(slug=Param("slug", models.CharField())))


def get_occupancy(user, slug):
    """Return the user's Occupancy of the room; 404 without such a room. Raises Refused outside it."""
    if occupancy := Occupancy.find(slug, user):
        name_direct_rooms(user, [occupancy.room])
        return occupancy
    room = get_known_room(user, slug)
    next_step = (room.get_absolute_url(), _("방으로 가기"))
    raise Refused(_("이 방에 들어와 있어야 할 수 있어요."), next_step=next_step)


def get_occupancy_of_rank(user, slug, rank=Rank.MODERATOR):
    """Return the user's Occupancy of the room. Raises Refused below that rank."""
    occupancy = get_occupancy(user, slug)
    occupancy.ensure_rank(rank)
    return occupancy


def get_known_room(user, slug):
    """Return the room; 404 if there is none, or the user may not know of it."""
    rooms = Room.objects.known_to(user).select_related("club").with_occupant_count()
    return get_object_or_404(rooms, slug=slug)


def channel_of(user, slug):
    """Return the channel of the room; the live layer asks whether the user may listen."""
    room = ROOM_BY_SLUG.first(slug=slug)
    hidden = room is not None and room.kind in Room.HIDDEN_KINDS
    if room is None or (hidden and not Room.objects.known_to(user).filter(pk=room.pk).exists()):
        raise Http404
    return room.channel
