"""Decisions about a case, as verbs of Case, and whom they notify."""

from datetime import timedelta

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import User
from clubs.audit_log.models import AuditLogEntry
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

MUTE_DURATION = timedelta(days=7)  # as the sentence of the page says


class CaseDecisions(models.Model):
    """The part of Case that is decided."""

    class Meta:
        abstract = True

    @transaction.atomic
    def hide(self, by, note=""):
        """Hide the reported text and notify its author. Hiding it again changes nothing."""
        if self._decide(self.Status.OPEN, self.Status.HIDDEN, by, note):
            if self.target and self.target.is_published:
                self.target.hide()
            self.author.notify(kinds.CONTENT_HIDDEN, reverse("guide"), reason=normalized(note))

    @transaction.atomic
    def mute_author(self, by, note=""):
        """Hide the reported text, and forbid its author to write in the club for a week."""
        self.hide(by, note)
        if membership := self.club and self.club.memberships.filter(user=self.author).first():
            membership.mute(until=timezone.now() + MUTE_DURATION)
            self._record(by, "author-muted")

    @transaction.atomic
    def clear(self, by, note=""):
        """Decide that the reported text may stay. Clearing a case again changes nothing."""
        self._decide(self.Status.OPEN, self.Status.CLEARED, by, note)

    @transaction.atomic
    def reveal(self, by, note=""):
        """Show the hidden text again. Revealing it again changes nothing."""
        if self._decide(self.Status.HIDDEN, self.Status.CLEARED, by, note) and self.target:
            self.target.reveal()

    @transaction.atomic
    def escalate(self, by=None):
        """Hand the case to the union. Escalating again changes nothing.

        `by` is the officer who escalates, or None when the case does so by itself, as it concerns
        an officer.
        """
        if by:
            self.ensure_may_decide(by)
        cases = type(self).objects.undecided().filter(pk=self.pk, escalated_at=None)
        if by and cases.exists():
            self.announce()  # to the officers, who decide until now
        escalated = cases.update(escalated_at=timezone.now())
        self.refresh_from_db(fields=["escalated_at"])
        if escalated and by:
            self.announce()  # to the union, who decides from now on
            self._record(by, "escalated")
            self.notify_deciders()

    def ensure_may_decide(self, by):
        """Raise Refused unless `by` may decide this case; its author never may."""
        if not type(self).objects.decidable_by(by).filter(pk=self.pk).exists():
            raise Refused(_("이 신고는 다른 사람이 살펴봐야 해요."))

    def _decide(self, before, after, by, note):
        """Change the status from `before` to `after`; return False when it was changed already."""
        self.ensure_may_decide(by)
        # One conditional UPDATE: of two officers clicking at once, the database lets one through.
        cases = type(self).objects.filter(pk=self.pk, status=before)
        fields = {"decided_by": by, "decided_at": timezone.now(), "note": normalized(note)}
        updated = cases.update(status=after, **fields)
        self.refresh_from_db()
        if self.status != after:
            raise Conflict(_("%(by)s님이 먼저 결정했어요."), params={"by": self.decided_by})
        if updated:
            self.retract_notifications()
            self.announce()
            self._record(by, after)
            if before == self.Status.OPEN:
                self._thank_reporters()
        return bool(updated)

    def notify_deciders(self):
        """Notify those who may decide the case now, but nobody of a case about themselves."""
        told = {"about": self}
        if self.channel:
            url = reverse("clubs:cases", args=[self.club.slug])
            self.club.notify_officers(kinds.REPORT_RECEIVED, url, **told)
        else:
            union = User.objects.of_union().exclude(pk=self.author_id)
            union.notify(kinds.CASE_RECEIVED, reverse("union:cases"), **told)

    def _thank_reporters(self):
        for report in self.reports.select_related("reporter"):
            report.reporter.notify(kinds.REPORT_HANDLED, reverse("guide"))

    def _record(self, by, outcome):
        if self.club:
            detail = f"{outcome} {self.note}".strip()
            self.club.record(AuditLogEntry.Action.REPORT, by, about=self.author, detail=detail)
