"""Links that let somebody into a room."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub.errors import Gone

OVER = _("이 초대 링크는 끝났어요. 보낸 사람에게 새 링크를 부탁해 주세요.")


def new_token():
    """128 bits nobody can guess."""
    return secrets.token_urlsafe(16)


class InviteQuerySet(models.QuerySet):
    def good(self):
        """Those that still let somebody in."""
        in_time = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        not_used_up = Q(uses=None) | Q(used__lt=F("uses"))
        return self.filter(in_time, not_used_up, revoked_at=None)

    def revoke(self):
        """End these; what is over stays as it is."""
        self.good().update(revoked_at=timezone.now())


class Invite(models.Model):
    """A link into a room for who is given it. It stands for the password, and has an end.

    `uses` is how many may enter with it, None for as many as like; `used` how many have.
    """

    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="invites")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    uses = models.PositiveSmallIntegerField(_("몇 명까지"), null=True, blank=True)
    used = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(_("언제까지"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = InviteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uses=None) | Q(used__lte=F("uses")), name="invite_not_overused"
            )
        ]

    def __str__(self):
        return f"{self.room} ← {self.by}"

    def get_absolute_url(self):
        return reverse("rooms:invited", args=[self.room.slug, self.token])

    @property
    def is_good(self):
        """Whether it still lets somebody in."""
        return Invite.objects.good().filter(pk=self.pk).exists()

    def ensure_usable(self):
        """Raise Gone unless it still lets somebody in."""
        if not self.is_good:
            raise Gone(OVER)

    def use(self):
        """Count one more entry. Raises Gone when there is none left; never one too many."""
        if not Invite.objects.good().filter(pk=self.pk).update(used=F("used") + 1):
            raise Gone(OVER)
