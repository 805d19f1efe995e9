"""Mutes: people who left a room while they were muted there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MuteQuerySet(models.QuerySet):
    def lift(self, user):
        """Delete the user's mute. Return the moment at which it would have ended, or None."""
        until = self.filter(user=user).values_list("until", flat=True).first()
        self.filter(user=user).delete()
        return until


class Mute(models.Model):
    """A mute that waits for somebody who has left the room, until they come back.

    While they are in the room their Occupancy has it.
    """

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="mutes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = MuteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="muted_once")]
        verbose_name = _("방에서 글쓰기 막기")

    def __str__(self):
        return f"{self.user} … {self.room}"
