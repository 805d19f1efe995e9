"""Members and followers of a club, as verbs of Club."""

from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from clubs.audit_log.models import AuditLogEntry
from clubs.people.models.memberships import Membership
from clubs.signals import member_left
from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized


class ClubMembers(models.Model):
    """The part of Club that has members and followers."""

    class Meta:
        abstract = True

    def membership_of(self, user):
        """Return the user's Membership, or None."""
        return self.memberships.of(user).first()

    @cached_property
    def member_count(self):
        """The number of members. Querysets of lists set it, so that it costs no query per club."""
        return self.memberships.count()

    def is_member(self, user):
        """Whether the user is a member; officers and the president are members too."""
        return self.membership_of(user) is not None

    def is_run_by(self, user):
        """Whether the user is the president or an officer."""
        return type(self).objects.filter(pk=self.pk).run_by(user).exists()

    def officers(self):
        """Return the memberships of the officers, including the president's."""
        return self.memberships.filter(role=Membership.Role.OFFICER)

    @transaction.atomic
    def admit(self, user):
        """Make `user` a member, unless they already are one. Returns their Membership.

        Raises Refused for users who are banned or not verified any more.
        """
        club = self.lock()
        if membership := club.memberships.filter(user=user).first():
            return membership
        club.ensure_not_banned(user)
        user.lock().ensure_verified(_("학교 메일을 인증하면 들어올 수 있어요."))
        membership = club.memberships.create(user=user)
        live.publish(club.channel, event="members-changed")
        live.publish(user.channel, event="memberships-changed")
        return membership

    @transaction.atomic
    def admit_invited(self, user):
        """Make an invited user a member, without their application. Returns their Membership.

        Raises Refused as `admit` does, Conflict when no seat is left or the club is not active.
        """
        club = self.lock()
        club.ensure_not_banned(user)
        if club.status != club.Status.ACTIVE:
            raise Conflict(_("지금은 새 부원을 받지 않아요."))
        club.ensure_seat_free()
        for application in club.applications.undecided().of(user):
            application.withdraw()
        return club.admit(user)

    @transaction.atomic
    def leave(self, user):
        """End the user's membership. Return whether they had one; leaving again changes nothing.

        Raises Refused for the president, who has to hand over first.
        """
        club = self.lock()
        if club.president_id == user.pk:
            hand_over = (club.presidency_url, _("회장 넘겨주기"))
            sentence = _("회장은 먼저 다른 부원에게 맡겨야 나갈 수 있어요.")
            raise Refused(sentence, next_step=hand_over)
        membership = club.memberships.filter(user=user).first()
        if membership:
            club.end_membership(membership)
        return membership is not None

    @transaction.atomic
    def remove(self, user, by, reason=""):
        """End the user's membership and tell them why. Removing again changes nothing.

        Raises Refused unless `by` may exclude the user.
        """
        club = self.lock()
        membership = club.memberships.filter(user=user).first()
        if membership is None:
            return
        club.ensure_open()
        if not club.may_exclude(by, user):
            raise Refused(_("이 사람을 내보낼 수 없어요."))
        club.end_membership(membership)
        club.record(AuditLogEntry.Action.REMOVED, by, user, reason)
        params = {"club": club.names, "reason": normalized(reason)}
        user.notify(kinds.MEMBER_REMOVED, club.get_absolute_url(), about=club, **params)

    def end_membership(self, membership):
        """Delete a membership with its invites, offers and claims, and end its live streams.

        Other apps are told by `member_left`.
        """
        user = membership.user
        membership.delete()
        self.invites.filter(by=user).revoke()
        self.offers.filter(successor=user).delete()
        self.retract_notifications(user)
        for claim in self.claims.undecided().filter(claimant=user):
            claim.withdraw()
        member_left.send(type(self), club=self, user=user)
        live.publish(self.channel, event="members-changed")
        for event in ("memberships-changed", "todo-changed"):
            live.publish(user.channel, event=event)
        live.end(self.channel, user, "left")
        live.end(self.officers_channel, user, "left")

    def ensure_may_write(self, user, sentence):
        """Raise Refused unless the user may write in the club, with `sentence` for non-members."""
        membership = self.membership_of(user)
        if membership is None:
            raise Refused(sentence)
        membership.ensure_not_muted()
        self.ensure_open()

    def follow(self, user):
        """Make the user a follower of the club. Following again changes nothing.

        Raises Refused for users who are not verified.
        """
        user.ensure_verified(_("학교 메일을 인증하면 소식을 받을 수 있어요."))
        self.follows.get_or_create(user=user)

    def unfollow(self, user):
        """Delete the user's Follow, if there is one."""
        self.follows.filter(user=user).delete()
