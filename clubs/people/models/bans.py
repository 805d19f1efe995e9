"""Bans from a club."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BanQuerySet(models.QuerySet):
    """Bans by whether they are in force."""

    def active(self):
        """Bans that have not run out."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))


class Ban(models.Model):
    """A ban from a club: the user may neither join nor apply. Unbanning deletes it."""

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="bans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="club_bans")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("이유"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    objects = BanQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["club", "user"], name="one_ban_per_club")]
        verbose_name = _("동아리 가입 막기")

    def __str__(self):
        return f"{self.user} ⊘ {self.club}"
