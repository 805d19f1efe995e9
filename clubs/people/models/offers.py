"""Offers of the presidency, from the president of a club to a member."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.audit_log.models import AuditLogEntry
from kclub import live
from kclub.errors import Gone, Refused

OFFER_VALID_FOR = timedelta(days=7)


class OfferQuerySet(models.QuerySet):
    """Offers by whether they can be accepted."""

    def pending(self):
        """Offers that can still be accepted."""
        return self.filter(created_at__gt=timezone.now() - OFFER_VALID_FOR)


class Offer(models.Model):
    """A president's offer to a member to be the next one. It is deleted when it is answered."""

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="offers")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offers")
    created_at = models.DateTimeField(default=timezone.now)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club"], name="one_offer_per_club")]
        verbose_name = _("회장 제안")

    def __str__(self):
        return f"{self.club} → {self.successor}"

    @property
    def subject_key(self):
        return f"club:{self.club_id}/offer:{self.pk}"

    @property
    def expires_at(self):
        return self.created_at + OFFER_VALID_FOR

    @transaction.atomic
    def accept(self, by):
        """Make `by`, the successor, the president. Accepting again changes nothing.

        Raises Gone when the offer was taken back or has expired, or `by` has left the club.
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
        """Decline the offer; `by` is its successor. Declining again changes nothing."""
        self._end(by, AuditLogEntry.Action.DECLINED, self.club.president, successor=by)

    @transaction.atomic
    def take_back(self, by):
        """Take the offer back; `by` is the president. Taking it back again changes nothing."""
        if not self.club.is_presided_by(by):
            raise Refused(_("회장만 자리를 넘겨줄 수 있어요."))
        self._end(by, AuditLogEntry.Action.TAKEN_BACK, self.successor)

    def _end(self, by, action, recipient, **filters):
        """Delete the offer if it is there and matches `filters`, and notify `recipient`."""
        club = self.club.lock()
        deleted, _counts = club.offers.filter(pk=self.pk, **filters).delete()
        if not deleted:
            return
        club.record(action, by, self.successor)
        kind = kinds.PRESIDENCY_DECLINED
        if action == AuditLogEntry.Action.TAKEN_BACK:
            Notification.objects.about(self).retract()
            kind = kinds.PRESIDENCY_OFFER_TAKEN_BACK
        recipient.notify(kind, club.presidency_url, about=club, club=club.names, by=str(by))
        self.announce()

    def announce(self):
        """Tell the open pages of officers and of the successor that the offer has changed."""
        live.publish(self.club.officers_channel, event="offers-changed")
        for event in ("memberships-changed", "todo-changed"):
            live.publish(self.successor.channel, event=event)
