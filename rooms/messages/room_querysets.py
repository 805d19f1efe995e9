"""Unread and last messages in lists of rooms: part of the rooms' queryset."""

from django.db import connection
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Subquery, When
from django.db.models.functions import Coalesce, Least

from rooms.messages.models.messages import Message

MAX_COUNTED = 100  # unread messages of a room; its page says "99+"
MAX_COUNTED_CHANGES = 500  # changes of a room in which unread messages are counted
RECENTLY_ACTIVE_FIRST = [Coalesce("last_message_at", "created_at").desc(), "-pk"]


class RoomsWithMessages:
    """The part of the rooms' queryset that depends on messages."""

    def for_list_of(self, user):
        """Rooms the user is in, unread ones first, with `unread`, `last_message_pk` and the club.

        MAX_COUNTED messages at most are counted, and none before the last MAX_COUNTED_CHANGES,
        which bounds the query.
        """
        is_long = When(
            last_change__gt=MAX_COUNTED_CHANGES, then=F("last_change") - MAX_COUNTED_CHANGES
        )
        unread = Message.objects.unread_by(user).order_by()
        recent = unread.filter(room=OuterRef("pk"), number__gt=OuterRef("counted_from"))
        last = Message.objects.filter(room=OuterRef("pk")).order_by("-number")
        return (
            self.occupied_by(user)
            .select_related("club")
            .annotate(counted_from=Case(is_long, default=0))
            .annotate(unread=count_of(recent), last_message_pk=Subquery(last.values("pk")[:1]))
            .order_by(  # by whether there is one, which is found at once
                Exists(unread.filter(room=OuterRef("pk"))).desc(), *RECENTLY_ACTIVE_FIRST
            )
        )


class CountOfSubquery(Subquery):
    """How many rows a subquery has, which stops where its slice ends."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def count_of(messages):
    """Return an expression for the number of messages of a room, of MAX_COUNTED at most.

    MariaDB knows no outer row inside a FROM, so there they are all counted.
    """
    if connection.vendor == "mysql":
        counted = Subquery(messages.values("room").values(n=Count("pk")))
        return Least(Coalesce(counted, 0), MAX_COUNTED)
    return CountOfSubquery(messages.values("pk")[:MAX_COUNTED])
