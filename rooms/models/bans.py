"""Who may not come into a room, or not speak there."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub.errors import Refused


class Barred(Refused):
    """They may not enter this room, nor see anything of it."""


class Ban(models.Model):
    """One person who may not enter one room, and why. They are told the reason."""

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="bans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="room_bans")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("까닭"), max_length=200, blank=True)
    banned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="banned_once")]

    def __str__(self):
        return f"{self.user} ≠ {self.room}"


class MuteQuerySet(models.QuerySet):
    def end(self, user):
        """Take the user's away. Returns until when it would have held, or None."""
        until = self.filter(user=user).values_list("until", flat=True).first()
        self.filter(user=user).delete()
        return until


class Mute(models.Model):
    """What somebody who left while muted finds again when they come back.

    While they are in the room their Occupancy says it.
    """

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="mutes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = MuteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="muted_once")]

    def __str__(self):
        return f"{self.user} … {self.room}"
