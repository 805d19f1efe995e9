"""Whom somebody does not want to hear from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class BlockQuerySet(models.QuerySet):
    def between(self, user, others):
        """The blocks between `user` and any of `others` (users or their keys), whoever made them."""
        return self.filter(Q(user=user, blocked__in=others) | Q(user__in=others, blocked=user))


class Block(models.Model):
    """`user` does not hear from `blocked`, who is not told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocked_by")
    created_at = models.DateTimeField(default=timezone.now)

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "blocked"], name="one_block")]

    def __str__(self):
        return f"{self.user} ⊘ {self.blocked}"
