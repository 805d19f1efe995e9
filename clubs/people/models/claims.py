"""Claims to the presidency of a club whose president does not act."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import User
from clubs.audit_log.models import AuditLogEntry
from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized


class ClaimQuerySet(models.QuerySet):
    """Claims by whether they are decided."""

    def undecided(self):
        return self.filter(undecided=True)


class Claim(models.Model):
    """A member's request to the union to be president of a club whose president does not act.

    It is decided once.
    """

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("기다리는 중")
        GRANTED = "granted", _("맡김")
        DECLINED = "declined", _("거절")
        WITHDRAWN = "withdrawn", pgettext_lazy("상태", "신청 취소")

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="claims")
    claimant = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    reason = models.CharField(_("이유"), max_length=500)
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
        verbose_name = pgettext_lazy("이름", "회장 맡기 신청")

    def __str__(self):
        return f"{self.claimant} → {self.club}"

    @transaction.atomic
    def grant(self, by):
        """Make the claimant president; `by` is of the union. Granting again changes nothing.

        Raises Conflict when the claimant has left the club, or the president is active again.
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
        """Decline the claim, with a reason for the claimant. Declining again changes nothing."""
        self.club.lock()
        if self._decide(Claim.Status.DECLINED, by, note=normalized(reason)):
            self.club.record(AuditLogEntry.Action.CLAIM_DECLINED, by, self.claimant, self.note)
            told = {"about": self.club, "club": self.club.names}
            self.claimant.notify(kinds.CLAIM_DECLINED, self.club.presidency_url, **told)

    @transaction.atomic
    def withdraw(self):
        """Take the claim back, for its claimant. Withdrawing again changes nothing."""
        self.club.lock()
        self._decide(Claim.Status.WITHDRAWN, self.claimant)

    def _decide(self, status, by, **fields):
        """Change the status of an undecided claim; return False when it was changed already."""
        if by == self.claimant and status != Claim.Status.WITHDRAWN:
            raise Refused(_("자기 신청은 스스로 결정할 수 없어요."))
        # One conditional UPDATE: of two decisions at once, the database lets one through.
        claims = Claim.objects.undecided().filter(pk=self.pk)
        updated = claims.update(status=status, decided_by=by, decided_at=timezone.now(), **fields)
        self.refresh_from_db()
        if self.status != status:
            raise Conflict(_("%(by)s님이 먼저 결정했어요."), params={"by": self.decided_by})
        if updated:
            live.publish(self.club.officers_channel, event="offers-changed")
            User.objects.of_union().announce_todo()
        return bool(updated)
