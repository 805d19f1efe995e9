"""Bans: people who may not enter a room."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Ban(models.Model):
    """One person who may not enter one room, and the reason, which they are told."""

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="bans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="room_bans")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("이유"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="banned_once")]
        verbose_name = _("방에서 막은 사람")

    def __str__(self):
        return f"{self.user} ≠ {self.room}"
