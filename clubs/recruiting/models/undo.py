"""Undo of an officer's decision about an application, within a minute, as a verb of Application."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from clubs.audit_log.models import AuditLogEntry
from kclub.errors import Conflict

UNDO_PERIOD = timedelta(minutes=1)


class ApplicationUndo:
    """The part of Application that can undo a decision."""

    def may_be_undone_by(self, user):
        """Whether the user made the latest decision, less than a minute ago."""
        undoable = self.decided_by_id == user.pk and self.status in self.UNDOABLE
        return undoable and self.decided_at > timezone.now() - UNDO_PERIOD

    @transaction.atomic
    def undo(self, by):
        """Undo the decision that `by` has just made. Undoing again changes nothing.

        The applicant was notified of the decision at once. An unread notification is deleted;
        otherwise they are notified of the undo as well. The membership of an approved applicant
        ends. Raises Conflict when the minute is over, somebody else has decided and undone meanwhile,
        the applicant has applied again, or the status before needs a seat and none is left.
        """
        self._lock()
        last, before = [*self.status_changes.order_by("-pk")[:2], None][:2]
        if last.is_undo and last.by == by:
            return
        if last.is_undo:
            raise Conflict(_("그 사이에 다른 사람이 결정했다가 되돌렸어요."))
        self._ensure_undoable(by, before)
        was_unread = self._retract_notification(last.at)
        if self.status == self.Status.APPROVED:
            for membership in self.club.memberships.filter(user=self.applicant):
                self.club.end_membership(membership)
        self._restore(before)
        self.status_changes.create(status=self.status, by=by, note=self.note, is_undo=True)
        if not was_unread:
            self._notify_applicant(kinds.DECISION_UNDONE)
        self.club.record(AuditLogEntry.Action.UNDONE, by, self.applicant)

    def _ensure_undoable(self, by, before):
        if before is None or not self.may_be_undone_by(by):
            raise Conflict(_("되돌릴 수 있는 1분이 지났어요."))
        if self.club.applications.undecided().of(self.applicant).exclude(pk=self.pk).exists():
            raise Conflict(_("그 사이에 다시 지원했어요."))
        if before.status in self.WITH_SEAT and self.status not in self.WITH_SEAT:
            self.club.ensure_seat_free()

    def _restore(self, before):
        if before.status == self.Status.SUBMITTED:  # nobody had decided before
            self._set_status(before.status, None, None, before.note)
        else:
            self._set_status(before.status, before.by, before.at, before.note)

    def _retract_notification(self, since):
        """Delete the notification of the decision made then; return whether it was unread."""
        told = self.applicant.notifications.about(self).filter(created_at__gte=since)
        was_unread = told.unread().exists()
        told.retract()
        return was_unread
