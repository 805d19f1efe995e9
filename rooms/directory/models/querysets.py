"""The queryset of rooms: by occupant, by who may know of them or enter them, and by name."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from clubs.models import Club
from kclub.text.normalization import folded
from rooms.directory.models.occupancies import Occupancy
from rooms.messages.room_querysets import RECENTLY_ACTIVE_FIRST, RoomsWithMessages

MAX_NAME_KEY = 80  # letters, as many as `Room.name_key` takes


def room_name_key(name):
    """Return the key that all spellings of one room name share."""
    return folded(name)[:MAX_NAME_KEY]


class RoomQuerySet(RoomsWithMessages, models.QuerySet):
    def occupied_by(self, user):
        """Rooms the user is in."""
        return self.filter(pk__in=Occupancy.objects.of(user).values("room"))

    def known_to(self, user):
        """Rooms the user may know of: all but hidden rooms of other people."""
        occupied = Occupancy.objects.filter(room=OuterRef("pk"), user=user)
        return self.filter(~Q(kind__in=self.model.HIDDEN_KINDS) | Exists(occupied))

    def running(self):
        """Rooms nobody has closed."""
        return self.filter(closed_at=None)

    def open_to(self, user):
        """Rooms the user is not in yet and may enter, be it with a password; full ones too."""
        kinds, clubs = self.model.Kind, Club.objects.of(user).values("pk")
        occupied = Occupancy.objects.of(user).filter(room=OuterRef("pk"))
        to_all = Q(kind__in=[kinds.OPEN, kinds.PASSWORD])
        to_members = Q(kind=kinds.CLUB, club__in=clubs)
        may_enter = self.running().filter(to_all | to_members, ~Exists(occupied))
        return may_enter.exclude(bans__user=user).order_by(*RECENTLY_ACTIVE_FIRST)

    def named(self, name):
        """Rooms of that name, in any spelling; direct rooms have no name."""
        return self.filter(name_key=room_name_key(name)).exclude(kind=self.model.Kind.DIRECT)

    def called(self, name):
        """Rooms of that name, and those named for a club that is called so in English."""
        english = Q(club__english_key=folded(name), name_key=F("club__name_key"))
        of_clubs = self.filter(english, kind=self.model.Kind.CLUB).exclude(club__english_key="")
        return self.named(name) | of_clubs

    def with_occupant_count(self):
        """Rooms with their `occupant_count`."""
        occupants = Occupancy.objects.filter(room=OuterRef("pk")).order_by().values("room")
        return self.annotate(occupant_count=Subquery(occupants.values(n=Count("pk"))))
