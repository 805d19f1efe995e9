"""Likes of posts."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class Like(models.Model):
    """One user likes one post."""

    post = models.ForeignKey("clubs.Post", models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="one_like")]
        verbose_name = pgettext_lazy("이름", "좋아요")

    def __str__(self):
        return f"{self.user} ♥ {self.post}"
