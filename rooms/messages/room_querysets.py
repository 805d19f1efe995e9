"""Unread and last messages in lists of rooms: part of the rooms' queryset."""

from django.db.models import Case, Exists, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from kclub.db.counting import count_up_to
from rooms.messages.models.messages import Message

MAX_COUNTED = 100  # unread messages of a room; a page says 99+ of more
COUNTED_CHANGES = 500  # changes of a room among which they are counted
RECENTLY_ACTIVE_FIRST = [Coalesce("last_message_at", "created_at").desc(), "-pk"]


class RoomsWithMessages:
    """The part of the rooms' queryset that depends on messages."""

    def for_list_of(self, user):
        """Rooms the user is in, unread ones first, with `unread`, `last_message_pk` and the club.

        At most MAX_COUNTED messages of each, of the last COUNTED_CHANGES, are counted, which bounds
        the query.
        """
        unread = Message.objects.unread_by(user).filter(room=OuterRef("pk")).order_by()
        recent = unread.filter(number__gt=OuterRef("counted_from"))
        is_long = When(last_change__gt=COUNTED_CHANGES, then=F("last_change") - COUNTED_CHANGES)
        last = Message.objects.filter(room=OuterRef("pk")).order_by("-number")
        return (
            self.occupied_by(user)
            .select_related("club")
            .annotate(counted_from=Case(is_long, default=0))
            .annotate(
                unread=count_up_to(MAX_COUNTED, recent),
                last_message_pk=Subquery(last.values("pk")[:1]),
            )
            .order_by(Exists(unread).desc(), *RECENTLY_ACTIVE_FIRST)  # which looks for one alone
        )
