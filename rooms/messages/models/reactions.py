"""Reactions: emoji by which people answer a message."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reaction(models.Model):
    """One person's reaction to one message; of each kind one at most."""

    class Kind(models.TextChoices):  # stored as words, for some databases take all emoji for one
        LIKE = "like", "👍"
        LOVE = "love", "😍"
        LAUGH = "laugh", "😂"
        WOW = "wow", "😮"
        SAD = "sad", "😢"
        CHEER = "cheer", "🎉"

    message = models.ForeignKey("rooms.Message", models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=5, choices=Kind)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "user", "kind"], name="reacted_once")
        ]
        verbose_name = _("리액션")

    def __str__(self):
        return f"{self.user} {self.get_kind_display()}"
