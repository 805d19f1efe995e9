"""Bans of a club, as verbs of Club."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import is_student
from clubs.audit_log.models import AuditLogEntry
from clubs.signals import user_banned
from kclub import live
from kclub.errors import Refused
from kclub.text.normalization import normalized


class ClubBans(models.Model):
    """The part of Club that has bans."""

    class Meta:
        abstract = True

    def ban_of(self, user):
        """Return the user's active Ban, or None."""
        return self.bans.active().filter(user=user).first()

    def is_banned(self, user):
        """Whether the user has an active ban."""
        return user.is_authenticated and self.ban_of(user) is not None

    def ensure_not_banned(self, user):
        """Raise Refused if the user is banned."""
        if self.is_banned(user):
            raise Refused(_("이 동아리에는 가입할 수 없어요."))

    def may_exclude(self, by, user):
        """Whether `by` may remove or ban the user.

        The president may remove anybody else; officers all but the president and other officers.
        """
        if not is_student(by) or user.pk in (by.pk, self.president_id):
            return False
        if self.is_presided_by(by):
            return True
        officers = self.officers().filter(user__in=[by, user])
        return {officer.user_id for officer in officers} == {by.pk}

    @transaction.atomic
    def ban(self, user, by, reason="", until=None):
        """Ban the user until the moment `until`, or for good if that is None. Returns the Ban.

        Their membership ends and their application is rejected. Banning again changes the reason
        and `until`. Raises Refused unless `by` may exclude the user.
        """
        club = self.lock()
        club.ensure_open()
        if not club.may_exclude(by, user):
            raise Refused(_("이 사람을 막을 수 없어요."))
        fields = {
            "by": by,
            "reason": normalized(reason),
            "until": until,
            "created_at": timezone.now(),
        }
        ban, created = club.bans.update_or_create(user=user, defaults=fields)
        for application in club.applications.undecided().of(user):
            application.reject(by)
        if membership := club.memberships.filter(user=user).first():
            club.end_membership(membership)
        user_banned.send(type(club), club=club, user=user)
        club.record(AuditLogEntry.Action.BANNED, by, user, ban.reason)
        if created:
            club._notify_banned(user, ban.reason)
        live.publish(user.channel, event="memberships-changed")
        return ban

    def _notify_banned(self, user, reason):
        params = {"club": self.names, "reason": reason}
        user.notify(kinds.MEMBER_BANNED, self.get_absolute_url(), about=self, **params)

    @transaction.atomic
    def unban(self, user, by):
        """Lift the user's ban, so that they may join again. Unbanning again changes nothing.

        Raises Refused unless `by` runs the club.
        """
        club = self.lock()
        club.ensure_open()
        if not club.is_run_by(by):
            raise Refused(_("운영진만 풀 수 있어요."))
        deleted, _counts = club.bans.filter(user=user).delete()
        if deleted:
            club.record(AuditLogEntry.Action.UNBANNED, by, user)
            live.publish(user.channel, event="memberships-changed")
