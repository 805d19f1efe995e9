"""How rooms are found: who is in them, who may know of them and enter, what is new there."""

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from clubs.models import Club
from kclub.text.normalization import folded
from rooms.models.bans import Ban
from rooms.models.messages import Message
from rooms.models.occupancies import Occupancy

RECENT = 2_000  # changes of a room among which unread messages are counted
LIVELIEST_FIRST = [Coalesce("last_message_at", "created_at").desc(), "-pk"]


def key_of(name):
    """What two spellings of one name have in common."""
    return folded(name)[:80]


class RoomQuerySet(models.QuerySet):
    def occupied_by(self, user):
        """Rooms the user is in."""
        return self.filter(pk__in=Occupancy.objects.of(user).values("room"))

    def known_to(self, user):
        """Rooms the user may know of: all but the secret ones of others."""
        mine = Occupancy.objects.filter(room=OuterRef("pk"), user=user)
        return self.filter(~Q(kind__in=self.model.SECRET) | Exists(mine))

    def running(self):
        """Those nobody has closed."""
        return self.filter(closed_at=None)

    def open_to(self, user):
        """Rooms the user is not in yet and may enter, be it with a password; full ones too."""
        kinds, clubs = self.model.Kind, Club.objects.of(user).values("pk")
        mine = Occupancy.objects.of(user).filter(room=OuterRef("pk"))
        banned = Ban.objects.filter(room=OuterRef("pk"), user=user)
        to_all = Q(kind__in=[kinds.OPEN, kinds.PASSWORD])
        to_members = Q(kind=kinds.CLUB, club__in=clubs)
        may_enter = self.running().filter(to_all | to_members, ~Exists(mine), ~Exists(banned))
        return may_enter.order_by(*LIVELIEST_FIRST)

    def named(self, name):
        """The rooms of that name, however it is typed; direct ones have none."""
        return self.filter(name_key=key_of(name)).exclude(kind=self.model.Kind.DIRECT)

    def with_occupant_count(self):
        """Each room with `occupant_count`."""
        occupants = Occupancy.objects.filter(room=OuterRef("pk")).order_by().values("room")
        return self.annotate(occupant_count=Subquery(occupants.values(n=Count("pk"))))

    def for_list_of(self, user):
        """The user's rooms, unread ones first: each with `unread` and `last_message_pk`.

        Only what is `RECENT` is counted: nobody reads the number of a million.
        """
        recent = When(last_change__gt=RECENT, then=F("last_change") - RECENT)
        unread = Message.objects.unread_by(user).order_by()
        unread = unread.filter(room=OuterRef("pk"), number__gt=OuterRef("recent"))
        counted = unread.values("room").values(n=Count("pk"))
        last = Message.objects.filter(room=OuterRef("pk")).order_by("-number")
        return (
            self.occupied_by(user)
            .annotate(recent=Case(recent, default=0))
            .annotate(
                unread=Coalesce(Subquery(counted), 0),
                last_message_pk=Subquery(last.values("pk")[:1]),
            )
            .order_by(Case(When(unread__gt=0, then=0), default=1), *LIVELIEST_FIRST)
        )
