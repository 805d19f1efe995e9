"""Invites: links by which students join a club without an application."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from kclub.errors import Gone, Refused

REPEAT_WINDOW = timedelta(seconds=10)  # the same invite made again in it is a second click
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0, o, 1, i and l
CODE_LENGTH = 10  # of 49 bits: short enough to copy from paper, too long to guess


def new_token():
    """Return a secret that makes the address of an invite unguessable."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


class InviteQuerySet(models.QuerySet):
    """Invites by whether they can be used."""

    def usable(self):
        """Invites that can still be accepted."""
        uses_left = Q(max_uses=None) | Q(use_count__lt=F("max_uses"))
        return self.filter(uses_left, expires_at__gt=timezone.now(), revoked_at=None)

    def just_made(self, expires_at, **fields):
        """Return the invite of a first click, if this would be a second one; or None."""
        since = timezone.now() - REPEAT_WINDOW
        same_end = Q(expires_at__gt=expires_at - REPEAT_WINDOW, expires_at__lte=expires_at)
        made = self.usable().filter(same_end, created_at__gt=since, use_count=0, **fields)
        return made.first()

    def revoke(self):
        """Revoke these invites. Returns the number of those that were not revoked before."""
        return self.filter(revoked_at=None).update(revoked_at=timezone.now())


class Invite(models.Model):
    """A link by which verified students join a club, whatever the club's join mode is.

    The officer who made it has approved everyone who uses it: that needs a free seat, but no
    application. It is revoked when `by` is no officer any more.
    """

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="invites")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    max_uses = models.PositiveSmallIntegerField(null=True)
    use_count = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)

    objects = InviteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("동아리 초대 링크")

    def __str__(self):
        return self.code

    @property
    def code(self):
        """The beginning of the token: it identifies the invite, but cannot be used to join."""
        return f"{self.token[:4]}…"

    @property
    def short_url(self):
        """The path of the invite on posters, which leads to `get_absolute_url`."""
        return reverse("invite-short", args=[self.token])

    def get_absolute_url(self):
        return reverse("clubs:invite", args=[self.club.slug, self.token])

    @property
    def is_usable(self):
        """Whether the invite can still be accepted."""
        uses_left = self.max_uses is None or self.use_count < self.max_uses
        return uses_left and self.revoked_at is None and self.expires_at > timezone.now()

    def ensure_usable(self):
        """Raise Gone unless the invite can still be accepted."""
        if not self.is_usable:
            about = (self.club.get_absolute_url(), _("동아리 소개 보기"))
            raise Gone(_("이 초대 링크는 이제 쓸 수 없어요."), next_step=about)

    @transaction.atomic
    def accept(self, user):
        """Make the user a member at once. Accepting again changes nothing.

        Raises Refused for users who are not verified or are banned, Gone when the invite cannot
        be used any more, Conflict when no seat is left or the club is not active.
        """
        user.ensure_verified(_("학교 메일을 인증하면 들어갈 수 있어요."))
        club = self.club.lock()  # so that two at once do not both take the last use
        if club.is_member(user):
            return
        self.refresh_from_db(fields=["use_count", "revoked_at"])
        self.ensure_usable()
        club.admit_invited(user)
        Invite.objects.filter(pk=self.pk).update(use_count=F("use_count") + 1)
        club.record(AuditLogEntry.Action.JOINED, self.by, user, self.code)

    @transaction.atomic
    def revoke(self, by):
        """Revoke the invite; `by` is an officer. Revoking again changes nothing."""
        if not self.club.is_run_by(by):
            raise Refused(_("운영진만 초대를 없앨 수 있어요."))
        if Invite.objects.filter(pk=self.pk).revoke():
            self.club.record(AuditLogEntry.Action.UNINVITED, by, detail=self.code)
