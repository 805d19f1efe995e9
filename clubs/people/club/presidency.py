"""The presidency of a club: handing it over, and claiming it where the president does not act."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import User, is_student
from clubs.audit_log.models import AuditLogEntry
from clubs.people.models.memberships import Membership
from clubs.signals import president_changed
from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

PRESIDENT_INACTIVE_AFTER = timedelta(days=90)  # without a log-in


def leaderless(clubs):
    """Return those of the clubs, a queryset, that are leaderless (`ClubPresidency.is_leaderless`)."""
    since = timezone.now() - PRESIDENT_INACTIVE_AFTER
    is_away = models.Q(president__is_active=False) | models.Q(president__verified_at=None)
    return clubs.filter(is_away | models.Q(president__last_login__lt=since))


class ClubPresidency(models.Model):
    """The part of Club that has a president: exactly one, because it is a column."""

    president = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="presided_clubs"
    )

    class Meta:
        abstract = True

    def is_presided_by(self, user):
        """Whether the user is the president."""
        return is_student(user) and user.pk == self.president_id

    @property
    def offer(self):
        """The pending Offer of the presidency, or None."""
        return self.offers.pending().select_related("successor").first()

    @transaction.atomic
    def offer_presidency(self, successor, by):
        """Offer the presidency to a member. Returns the Offer; offering again changes nothing.

        Raises Refused unless `by` presides, Conflict while an offer to somebody else is pending.
        """
        club = self.lock()
        club._ensure_may_offer(successor, by)
        if pending := club.offer:
            if pending.successor == successor:
                return pending
            raise Conflict(
                _("%(name)s님의 답을 기다리고 있어요. 먼저 그 제안을 취소해 주세요."),
                params={"name": pending.successor},
            )
        club.offers.all().delete()  # an expired one
        offer = club.offers.create(successor=successor)
        club.record(AuditLogEntry.Action.OFFERED, by, successor)
        params = {"about": offer, "club": club.names}
        successor.notify(kinds.PRESIDENCY_OFFERED, club.presidency_url, **params)
        offer.announce()
        return offer

    def _ensure_may_offer(self, successor, by):
        if not self.is_presided_by(by):
            raise Refused(_("회장만 자리를 넘겨줄 수 있어요."))
        if successor == by or not self.is_member(successor):
            raise Refused(_("우리 동아리의 다른 부원에게만 넘겨줄 수 있어요."))

    @property
    def presidency_url(self):
        """The address of the page on which the presidency is handed over and claimed."""
        return reverse("clubs:presidency", args=[self.slug])

    def change_president(self, successor, by):
        """Make `successor`, a member, the president; `by` is who decided it.

        The caller has locked the club. The former president stays an officer; members are notified.
        """
        before = self.president
        type(self).objects.filter(pk=self.pk).update(president=successor)
        self.president = successor
        self.memberships.filter(user=successor).update(role=Membership.Role.OFFICER, title="")
        self.offers.all().delete()
        self.record(AuditLogEntry.Action.HANDED_OVER, by, successor)
        president_changed.send(type(self), club=self, before=before)
        told = {"author": by, "name": str(successor)}
        self.notify_members(kinds.NEW_PRESIDENT, self.get_absolute_url(), **told)
        live.publish(self.channel, event="members-changed")
        live.publish(self.officers_channel, event="offers-changed")
        for user in (before, successor):
            live.publish(user.channel, event="memberships-changed")
        self.announce_todo()

    # Claims ------------------------------------------------------------------------------

    @property
    def is_leaderless(self):
        """Whether the president is suspended, not verified, or has not logged in for 90 days."""
        president = self.president
        if not president.is_active or not president.is_verified:
            return True
        return (
            bool(president.last_login)
            and president.last_login < timezone.now() - PRESIDENT_INACTIVE_AFTER
        )

    def ensure_may_claim(self, user):
        """Raise Refused unless the user may claim the presidency.

        Members may only while no officer could. It is a Conflict while the president acts.
        """
        membership = self.membership_of(user)
        if membership is None or user.pk == self.president_id:
            raise Refused(_("우리 동아리의 다른 부원만 신청할 수 있어요."))
        if not self.is_leaderless:
            raise Conflict(_("지금 회장이 활동하고 있어요."))
        officers = self.officers().exclude(user=self.president_id)
        able_officers = officers.filter(user__is_active=True, user__verified_at__isnull=False)
        if not membership.is_officer and able_officers.exists():
            raise Refused(_("운영진이 먼저 신청할 수 있어요."))

    @transaction.atomic
    def claim(self, user, reason):
        """Ask the union to make the user president of a leaderless club. Returns the Claim.

        Claiming again changes nothing.
        """
        club = self.lock()
        if undecided := club.claims.undecided().filter(claimant=user).first():
            return undecided
        club.ensure_may_claim(user)
        claim = club.claims.create(claimant=user, reason=normalized(reason))
        club.record(AuditLogEntry.Action.CLAIMED, user)  # no reason: only the union reads it
        told = {"about": club, "club": club.names, "by": user.display_name}
        User.objects.of_union().notify(kinds.PRESIDENCY_CLAIMED, reverse("union:claims"), **told)
        club.president.notify(kinds.PRESIDENCY_CLAIMED, club.presidency_url, **told)
        live.publish(club.officers_channel, event="offers-changed")
        User.objects.of_union().announce_todo()
        return claim
