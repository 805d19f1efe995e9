"""How a club gets its next president: one offers, the successor accepts; or one claims it."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from clubs.audit_log.models import AuditLogEntry
from kclub import live
from kclub.errors import Conflict, Gone, Refused
from kclub.text.normalization import normalized

OFFER_VALID_FOR = timedelta(days=7)
PRESIDENT_INACTIVE_AFTER = timedelta(
    days=90
)  # after so long without a log-in, a president is taken for gone


class OfferQuerySet(models.QuerySet):
    def pending(self):
        """Those that can still be accepted."""
        return self.filter(created_at__gt=timezone.now() - OFFER_VALID_FOR)


class Offer(models.Model):
    """The president asks somebody to be the next. It is gone when it is answered."""

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="offers")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offers")
    created_at = models.DateTimeField(default=timezone.now)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club"], name="one_offer_per_club")]

    def __str__(self):
        return f"{self.club} → {self.successor}"

    @property
    def expires_at(self):
        return self.created_at + OFFER_VALID_FOR

    @transaction.atomic
    def accept(self, by):
        """Be the president from now on. Accepting twice is accepting once.

        Raises Gone when the offer was taken back or has lapsed, or they have left meanwhile.
        """
        club = self.club.lock()
        if club.president_id == by.pk:
            return
        pending = club.offers.pending().filter(successor=by).exists()
        if not pending or not club.is_member(by.lock()):
            raise Gone(_("이 제안은 끝났어요."))
        club.change_president(by, by)

    @transaction.atomic
    def decline(self, by):
        """Rather not. Declining twice is declining once."""
        self._end(by, AuditLogEntry.Action.DECLINED, self.club.president, successor=by)

    @transaction.atomic
    def take_back(self, by):
        """The president has thought better of it. Taking back twice is once."""
        if not self.club.is_presided_by(by):
            raise Refused(_("회장만 자리를 넘겨줄 수 있어요."))
        self._end(by, AuditLogEntry.Action.TAKEN_BACK, self.successor)

    def _end(self, by, action, told, **filters):
        club = self.club.lock()
        deleted, _counts = club.offers.filter(pk=self.pk, **filters).delete()
        if not deleted:
            return
        club.record(action, by, self.successor)
        sentence = gettext_noop("%(club)s 회장 제안을 거둬들였어요.")
        if action == AuditLogEntry.Action.DECLINED:
            sentence = gettext_noop("%(by)s님이 %(club)s 회장을 사양했어요.")
        told.notify(sentence, club.presidency_url, club=club.name, by=str(by))
        self.announce()

    def announce(self):
        live.publish(self.club.officers_channel, event="offers-changed")
        live.publish(self.successor.channel, event="memberships-changed")


class ClaimQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(undecided=True)


class Claim(models.Model):
    """A member's request to the union to be president where none acts. It is decided once."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("기다리는 중")
        GRANTED = "granted", _("맡김")
        DECLINED = "declined", _("거절")
        WITHDRAWN = "withdrawn", _("거둬들임")

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="claims")
    claimant = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    reason = models.CharField(_("까닭"), max_length=500)
    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    undecided = models.GeneratedField(  # True or NULL; every database lets NULLs repeat
        expression=Case(When(Q(status="submitted"), then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(_("남길 말"), max_length=500, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["club", "claimant", "undecided"], name="one_undecided_claim"
            )
        ]

    def __str__(self):
        return f"{self.claimant} → {self.club}"

    @transaction.atomic
    def grant(self, by):
        """Make the claimant president; `by` is of the union. Granting again changes nothing.

        Raises Conflict when they have left, or the president acts again meanwhile.
        """
        club = self.club.lock()
        if not self._decide(Claim.Status.GRANTED, by):
            return
        if not club.is_member(self.claimant.lock()):
            raise Conflict(_("그 사이에 동아리를 나갔어요."))
        if not club.is_leaderless:
            raise Conflict(_("지금 회장이 활동하고 있어요."))
        for other in club.claims.undecided():
            other.decline(by, "")
        club.change_president(self.claimant, by)

    @transaction.atomic
    def decline(self, by, reason):
        """Leave the club as it is, and say why. Declining again changes nothing."""
        if self._decide(Claim.Status.DECLINED, by, note=normalized(reason)):
            self.club.record(AuditLogEntry.Action.CLAIM_DECLINED, by, self.claimant, self.note)
            sentence = gettext_noop("%(club)s 회장 신청이 받아들여지지 않았어요.")
            self.claimant.notify(sentence, self.club.presidency_url, club=self.club.name)

    @transaction.atomic
    def withdraw(self):
        """The claimant takes it back."""
        self._decide(Claim.Status.WITHDRAWN, self.claimant)

    def _decide(self, status, by, **fields):
        # One conditional UPDATE: of two deciding at once, the database lets one through.
        if by == self.claimant and status != Claim.Status.WITHDRAWN:
            raise Refused(_("자기 신청은 스스로 결정할 수 없어요."))
        mine = Claim.objects.undecided().filter(pk=self.pk)
        first = mine.update(status=status, decided_by=by, decided_at=timezone.now(), **fields)
        self.refresh_from_db()
        if self.status != status:
            raise Conflict(_("%(by)s님이 먼저 결정했어요."), params={"by": self.decided_by})
        if first:
            live.publish(self.club.officers_channel, event="offers-changed")
        return bool(first)
