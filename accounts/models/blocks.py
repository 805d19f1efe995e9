"""Blocks: users who do not want to hear from one another."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub import live
from kclub.errors import Refused


class BlockQuerySet(models.QuerySet):
    def between(self, user, others):
        """Blocks between `user` and any of `others` (users or their keys), whoever made them."""
        return self.filter(Q(user=user, blocked__in=others) | Q(user__in=others, blocked=user))


class Block(models.Model):
    """A block: `user` does not hear from `blocked`, who is not told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocked_by")
    created_at = models.DateTimeField(default=timezone.now)

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "blocked"], name="one_block")]
        verbose_name = _("차단")

    def __str__(self):
        return f"{self.user} ⊘ {self.blocked}"


class BlockingQuerySet(models.QuerySet):
    def reachable_by(self, user):
        """Users with no block between them and `user`: they may write to each other."""
        blocks = Block.objects.filter(user=user).values("blocked")
        blocked_by = Block.objects.filter(blocked=user).values("user")
        return self.exclude(pk__in=blocks).exclude(pk__in=blocked_by)


class Blocking(models.Model):
    """The part of a User that blocks others."""

    class Meta:
        abstract = True

    @transaction.atomic
    def block(self, other):
        """Stop hearing from `other`, and forget what was heard. Doing it again changes nothing.

        Neither follows the other any more.

        Raises Refused for users who would block themselves.
        """
        if other.pk == self.pk:
            raise Refused(_("나를 차단할 수는 없어요."))
        self.lock_with(other)
        Block.objects.get_or_create(user=self, blocked=other)
        self.notifications.filter(author=other).retract()
        self.unfollow(other)
        other.unfollow(self)
        live.publish(self.channel, event="unread-changed")

    def unblock(self, other):
        """Hear from `other` again."""
        self.blocks.filter(blocked=other).delete()
        live.publish(self.channel, event="unread-changed")

    def has_blocked(self, other):
        return self.blocks.filter(blocked=other).exists()
