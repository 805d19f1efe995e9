"""Inviting people into a club: the part of Club that makes links."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from kclub.errors import Refused


class ClubInvites(models.Model):
    """The part of Club that invites."""

    class Meta:
        abstract = True

    @transaction.atomic
    def invite(self, by, days=7, max_uses=None):
        """A link that leads `max_uses` students into the club within so many days. An Invite."""
        club = self.lock()  # who is an officer no more has made no link after
        club.ensure_open()
        if not club.is_run_by(by):
            raise Refused(_("운영진만 초대할 수 있어요."))
        expires_at = timezone.now() + timedelta(days=days)
        invite = club.invites.create(by=by, expires_at=expires_at, max_uses=max_uses)
        club.record(AuditLogEntry.Action.INVITED, by, detail=invite.code)
        return invite
