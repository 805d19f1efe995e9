"""Invites: links that let somebody into a room."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub.errors import Gone, Refused

REPEAT_WINDOW = timedelta(seconds=10)  # the same invite made again in it is a second click
NOT_USABLE = _("이 초대 링크는 끝났어요. 보낸 사람에게 새 링크를 부탁해 주세요.")


class RoomInvites:
    """The part of a Room that invites people."""

    @transaction.atomic
    def invite(self, by, max_uses=None, expires_at=None):
        """Make a link into the room; for owner and moderators. Return the Invite; to a second click, the same."""
        room = self.lock_for(by)
        if room.kind not in room.INVITABLE_KINDS:
            raise Refused(_("이 방에는 초대 링크가 필요 없어요."))
        fields = {"by": by, "max_uses": max_uses}
        repeated = room.invites.just_made(expires_at=expires_at, **fields)
        return repeated or room.invites.create(expires_at=expires_at, **fields)

    @transaction.atomic
    def revoke(self, invite, by):
        """Revoke the invite; for owner and moderators."""
        self.lock_for(by).invites.filter(pk=invite.pk).revoke()


def new_token():
    """Return 128 random bits as text for an address."""
    return secrets.token_urlsafe(16)


class InviteQuerySet(models.QuerySet):
    def usable(self):
        """Invites that can still be used."""
        in_time = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        not_used_up = Q(max_uses=None) | Q(use_count__lt=F("max_uses"))
        return self.filter(in_time, not_used_up, revoked_at=None)

    def just_made(self, expires_at, **fields):
        """Return the invite of a first click, if this would be a second one; or None."""
        since = timezone.now() - REPEAT_WINDOW
        same_end = Q(expires_at=None)
        if expires_at:
            same_end = Q(expires_at__gt=expires_at - REPEAT_WINDOW, expires_at__lte=expires_at)
        made = self.usable().filter(same_end, created_at__gt=since, use_count=0, **fields)
        return made.first()

    def revoke(self):
        """Revoke the invites that can still be used; the others stay as they are."""
        self.usable().update(revoked_at=timezone.now())


class Invite(models.Model):
    """A link into a room. It replaces the password, and has an end.

    `max_uses` is how many may enter with it, None for any number; `use_count` how many have.
    """

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="invites")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    max_uses = models.PositiveSmallIntegerField(_("몇 명까지"), null=True, blank=True)
    use_count = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(_("언제까지"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = InviteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(max_uses=None) | Q(use_count__lte=F("max_uses")),
                name="invite_not_overused",
            )
        ]
        verbose_name = _("방 초대 링크")

    def __str__(self):
        return f"{self.room} ← {self.by}"

    def get_absolute_url(self):
        return reverse("rooms:invite", args=[self.room.slug, self.token])

    @property
    def is_usable(self):
        return Invite.objects.usable().filter(pk=self.pk).exists()

    def ensure_usable(self):
        """Raise Gone unless the invite can still be used."""
        if not self.is_usable:
            raise Gone(NOT_USABLE)

    def count_entry(self):
        """Count one more entry. Raises Gone if none is left; never counts one too many."""
        if not Invite.objects.usable().filter(pk=self.pk).update(use_count=F("use_count") + 1):
            raise Gone(NOT_USABLE)
