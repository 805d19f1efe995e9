"""Who is in a room, and how far they have read."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, When
from django.utils import timezone

from accounts.models import is_student
from rooms.models.messages import Message


class OccupancyQuerySet(models.QuerySet):
    def of(self, user):
        """The user's occupancies; none that count of who is not a verified student."""
        return self.filter(user=user) if is_student(user) else self.none()

    def with_room(self):
        """Each with what a room's page needs."""
        return self.select_related("user", "room__club")

    def unread(self):
        """The occupancies with something to read."""
        newer = Message.objects.standing().filter(
            room=OuterRef("room"), number__gt=OuterRef("read_up_to")
        )
        return self.filter(Exists(newer))

    def in_order(self, viewer):
        """The room's owner first, then who is looking, then the others as they came."""
        return self.select_related("user").order_by(
            Case(When(user=F("room__owner"), then=0), When(user=viewer, then=1), default=2), "pk"
        )


class Occupancy(models.Model):
    """One person in one room, and how far they have read."""

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="occupancies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="occupancies")
    read_up_to = models.PositiveBigIntegerField(default=0)
    entered_at = models.DateTimeField(default=timezone.now)
    last_active_at = models.DateTimeField(default=timezone.now)

    objects = OccupancyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["room", "user"], name="one_occupancy_per_room")
        ]

    def __str__(self):
        return f"{self.user} · {self.room}"

    def read(self, number):
        """They have seen everything up to message `number`; reading never goes back."""
        Occupancy.objects.filter(pk=self.pk, read_up_to__lt=number).update(read_up_to=number)
