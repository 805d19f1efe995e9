"""Invitations to join a club, to those whom the union has read from a list of members."""

from datetime import timedelta

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from clubs.audit_log.models import AuditLogEntry
from clubs.imports.models.club_invitations import ClubInvitation
from clubs.imports.models.invitations import Invitation
from clubs.people.models.memberships import Membership
from kclub.daily_tasks import daily_task

KEPT_FOR = timedelta(days=180)


class MemberInvitation(Invitation):
    """A school address that is invited to join a club, as a member or an officer.

    While the club has no president yet, there is a `club_invitation` instead of the club, and
    the invitation waits: it is sent when the club opens.
    """

    KIND = kinds.MEMBER_INVITATION
    MAIL_TEMPLATE = "clubs/imports/member_invitation.txt"

    club = models.ForeignKey(
        "clubs.Club", models.CASCADE, null=True, related_name="member_invitations"
    )
    club_invitation = models.ForeignKey(
        ClubInvitation, models.CASCADE, null=True, related_name="member_invitations"
    )
    name = models.CharField(_("이름"), max_length=40, blank=True)
    role = models.CharField(
        _("역할"), max_length=8, choices=Membership.Role, default=Membership.Role.MEMBER
    )

    class Meta(Invitation.Meta):
        constraints = [
            models.UniqueConstraint(fields=["club", "email"], name="one_invitation_of_club"),
            models.UniqueConstraint(
                fields=["club_invitation", "email"], name="one_invitation_of_coming_club"
            ),
        ]
        verbose_name = _("부원 초대")

    def __str__(self):
        return f"{self.club_name} ← {self.email}"

    def get_absolute_url(self):
        return reverse("clubs:member-invitation", args=[self.token])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/invitation:{self.pk}"

    @property
    def club_names(self):
        return self.club.names

    @property
    def club_name(self):
        return (self.club or self.club_invitation).name

    def mail_subject(self):
        return _("%(club)s에서 초대했어요") % {"club": self.club.name}

    @transaction.atomic
    def send(self):
        """Save the invitation and tell the invited, as `Invitation.send`; or wait for the club."""
        if self.club:
            super().send()
        else:
            self.status = self.Status.WAITING
            self.save()

    @transaction.atomic
    def open(self, club):
        """Make it an invitation to the club, which has opened, and send it unless it is revoked."""
        self.club = club
        if self.status == self.Status.WAITING:
            self.send()
        else:
            self.save(update_fields=["club"])

    @transaction.atomic
    def accept(self, user):
        """Make the user a member, and an officer if that is the role. Accepting again changes nothing.

        Whoever has become a member meanwhile keeps the role they have. Raises Refused unless the
        user has confirmed the invited address or when they are banned, Gone when the invitation
        was declined or has expired, Conflict when no seat is left or the club is not active.
        """
        self._lock_for(user)
        if self.status == self.Status.ACCEPTED:
            return
        self._ensure_pending()
        club = self.club.lock()
        if not club.is_member(user):
            membership = club.admit_invited(user)
            club.record(AuditLogEntry.Action.JOINED, self.invited_by, user)
            if self.role == Membership.Role.OFFICER:
                membership.role = self.role
                membership.save(update_fields=["role"])
                club.record(AuditLogEntry.Action.APPOINTED, self.invited_by, user, self.role)
        self._answer(self.Status.ACCEPTED)


@daily_task("invitations of members sent 180 days ago, deleted")
def delete_old_invitations():
    """Delete the invitations of 180 days ago: they name people who may have no account.

    Returns the number of invitations.
    """
    old = MemberInvitation.objects.filter(invited_at__lt=timezone.now() - KEPT_FOR)
    deleted, _by_model = old.delete()
    return deleted
