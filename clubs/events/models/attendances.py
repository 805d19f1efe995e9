"""Attendances: that somebody was at an event."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy


class AttendanceQuerySet(models.QuerySet):
    """Attendances by whether they count."""

    def counted(self):
        """Attendances of those who have not struck themselves out."""
        return self.filter(struck_at=None)

    def by_hand(self):
        return self.exclude(recorded_by=None)


class Attendance(models.Model):
    """One person's presence at one event, by the code or, with `recorded_by`, by an officer's hand.

    Who says that they were not there has struck themselves out, at `struck_at`; the row stays, so
    that no officer adds them again.
    """

    event = models.ForeignKey("clubs.Event", models.CASCADE, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attendances")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    struck_at = models.DateTimeField(null=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="one_attendance")]
        verbose_name = pgettext_lazy("이름", "출석")

    def __str__(self):
        return f"{self.user} · {self.event}"

    def strike(self):
        """Strike the user out of those who came, as they say; doing it again changes nothing."""
        type(self).objects.counted().filter(pk=self.pk).update(struck_at=timezone.now())

    def unstrike(self):
        """Undo that the user has struck themselves out."""
        type(self).objects.filter(pk=self.pk).update(struck_at=None)

    @property
    def may_be_taken_back(self):
        """Whether an officer may take it back: an officer has added it, and it is not struck."""
        return self.recorded_by_id is not None and self.struck_at is None
