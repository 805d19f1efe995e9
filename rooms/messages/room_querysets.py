"""Unread and last messages in lists of rooms: part of the rooms' queryset."""

from django.db.models import Case, Count, Exists, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from rooms.messages.models.messages import Message

MAX_COUNTED_CHANGES = 500  # changes of a room in which unread messages are counted
RECENTLY_ACTIVE_FIRST = [Coalesce("last_message_at", "created_at").desc(), "-pk"]


class RoomsWithMessages:
    """The part of the rooms' queryset that depends on messages."""

    def for_list_of(self, user):
        """Rooms the user is in, unread ones first, with `unread`, `last_message_pk` and the club.

        Messages before the last MAX_COUNTED_CHANGES are not counted, which bounds the query.
        """
        is_long = When(
            last_change__gt=MAX_COUNTED_CHANGES, then=F("last_change") - MAX_COUNTED_CHANGES
        )
        unread = Message.objects.unread_by(user).order_by()
        unread = unread.filter(room=OuterRef("pk"), number__gt=OuterRef("counted_from"))
        counted = unread.values("room").values(n=Count("pk"))
        last = Message.objects.filter(room=OuterRef("pk")).order_by("-number")
        return (
            self.occupied_by(user)
            .select_related("club")
            .annotate(counted_from=Case(is_long, default=0))
            .annotate(
                unread=Coalesce(Subquery(counted), 0),
                last_message_pk=Subquery(last.values("pk")[:1]),
            )
            .order_by(Exists(unread).desc(), *RECENTLY_ACTIVE_FIRST)  # which looks for one alone
        )
