"""What the views of moderation share."""

from django.contrib import messages as flashes
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from kclub.shortcuts import see_other
from rooms.directory.models.ranks import Rank
from rooms.directory.views.base import get_occupancy_of_rank


def get_person(user, slug, username, rank=Rank.MODERATOR):
    """Return (the user's Occupancy, the User of that name) for a user of at least that rank.

    404 unless that person is in the room, has posted there, or is banned.
    """
    occupancy = get_occupancy_of_rank(user, slug, rank)
    room = occupancy.room
    is_occupant = Exists(room.occupancies.filter(user=OuterRef("pk")))
    has_posted = Exists(room.messages.filter(author=OuterRef("pk")))
    is_banned = Exists(room.bans.filter(user=OuterRef("pk")))
    people = get_user_model().objects.filter(is_occupant | has_posted | is_banned)
    return occupancy, get_object_or_404(people, username=username)


def see_occupants(request, slug, sentence, person):
    """Go back to the room's occupants, with `sentence` about the person."""
    flashes.success(request, sentence % {"name": person})
    return see_other("rooms:occupants", slug)
