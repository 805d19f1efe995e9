"""How occupancies are found, ordered and counted."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Count, F, Q, When, Window
from django.utils import timezone

from accounts.models import is_student
from accounts.models.handles import named_like
from rooms.messages.occupancy import UnreadOccupancies

ACTIVITY_INTERVAL = timedelta(seconds=30)  # `last_active_at` of an open stream grows no older
PRESENCE_TIMEOUT = ACTIVITY_INTERVAL + timedelta(seconds=20)  # after it nobody counts as present


class OccupancyQuerySet(UnreadOccupancies, models.QuerySet):
    def of(self, user):
        """Occupancies of the user; none if they are not a verified student."""
        return self.filter(user=user) if is_student(user) else self.none()

    def record_activity(self):
        """Store that these people are active now, unless a recent moment is stored already."""
        now = timezone.now()
        return self.filter(last_active_at__lt=now - ACTIVITY_INTERVAL).update(last_active_at=now)

    def present(self):
        """Occupancies of people who have the room open, or had until just now."""
        return self.filter(last_active_at__gt=timezone.now() - PRESENCE_TIMEOUT)

    def present_in(self, rooms):
        """Pairs (key of the room, username) of the people present in these rooms, in a stable order."""
        present = self.present().filter(room__in=list(rooms)).order_by("pk")
        return present.values_list("room_id", "user__username")

    def ranked(self):
        """Occupancies with the owner first, then moderators, then the others by time of entry."""
        owner = Case(When(user=F("room__owner"), then=0), default=1)
        return self.select_related("user").order_by(owner, "-is_moderator", "pk")

    def named(self, text):
        """Occupancies of people whose name contains `text`, or whose handle begins with it."""
        return self.filter(named_like(text, "user__"))

    def in_display_order(self, viewer):
        """Occupancies with the owner first, then the viewer, then people present, then others."""
        present = Q(last_active_at__gt=timezone.now() - PRESENCE_TIMEOUT)
        order = [
            When(user=F("room__owner"), then=0),
            When(user=viewer, then=1),
            When(present, then=2),
        ]
        return self.select_related("user").order_by(Case(*order, default=3), "pk")

    def with_presence_counts(self, viewer):
        """Occupancies with `total` and `present`, how many of these there are in all.

        The viewer counts as present.
        """
        present = Q(last_active_at__gt=timezone.now() - PRESENCE_TIMEOUT) | Q(user=viewer)
        return self.annotate(total=Window(Count("pk")), present=Window(Count("pk", filter=present)))
