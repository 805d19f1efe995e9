"""Invites of a club, as verbs of Club."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from kclub.errors import Refused


class ClubInvites(models.Model):
    """The part of Club that has invites."""

    class Meta:
        abstract = True

    @transaction.atomic
    def invite(self, by, days=7, max_uses=None):
        """Make an invite that expires after `days`. Returns the Invite; to a second click, the same.

        `max_uses` students may use it, any number if that is None. Raises Refused unless
        `by` is the president or an officer.
        """
        club = self.lock()  # so that an officer demoted at the same time makes no invite
        club.ensure_open()
        if not club.is_run_by(by):
            raise Refused(_("운영진만 초대할 수 있어요."))
        expires_at = timezone.now() + timedelta(days=days)
        fields = {"by": by, "max_uses": max_uses}
        if repeated := club.invites.just_made(expires_at=expires_at, **fields):
            return repeated
        invite = club.invites.create(expires_at=expires_at, **fields)
        club.record(AuditLogEntry.Action.INVITED, by, detail=invite.code)
        return invite
