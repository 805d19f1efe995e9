"""Undo: an officer's decision about an application can be taken back for a minute."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from clubs.audit_log.models import AuditLogEntry
from kclub import live
from kclub.errors import Conflict

UNDO_PERIOD = timedelta(minutes=1)


class ApplicationUndo:
    """The part of Application that takes a decision back."""

    def may_be_undone_by(self, user):
        """Whether the user made the latest decision, less than a minute ago."""
        mine = self.decided_by_id == user.pk and self.status in self.UNDOABLE
        return mine and self.decided_at > timezone.now() - UNDO_PERIOD

    @transaction.atomic
    def undo(self, by):
        """Take back what `by` has just decided. Undoing twice is undoing once.

        The applicant has been notified at once; so the notification is taken back while it is
        unread, and otherwise they are notified of this too. An approved applicant is no member any
        more.
        """
        self._lock()
        last, before = [*self.status_changes.order_by("-pk")[:2], None][:2]
        if last.is_undo and last.by == by:
            return
        self._ensure_undoable(by, before)
        if self.status == self.Status.APPROVED:
            for membership in self.club.memberships.filter(user=self.applicant):
                self.club.end_membership(membership)
        self._restore(before)
        self.status_changes.create(status=self.status, by=by, note=self.note, is_undo=True)
        self._retract_notification(last.at)
        self.club.record(AuditLogEntry.Action.UNDONE, by, self.applicant)

    def _ensure_undoable(self, by, before):
        if before is None or not self.may_be_undone_by(by):
            raise Conflict(_("되돌릴 수 있는 1분이 지났어요."))
        if self.club.applications.undecided().of(self.applicant).exclude(pk=self.pk).exists():
            raise Conflict(_("그 사이에 다시 지원했어요."))
        if before.status in self.TAKING_SEAT and self.status not in self.TAKING_SEAT:
            self.club.ensure_seat_free()

    def _restore(self, before):
        if before.status == self.Status.SUBMITTED:  # nobody had decided anything
            self._set_status(before.status, None, None, before.note)
        else:
            self._set_status(before.status, before.by, before.at, before.note)

    def _retract_notification(self, since):
        urls = [self.get_absolute_url(), self.club.get_absolute_url()]
        unread = self.applicant.notifications.unread().filter(url__in=urls, created_at__gte=since)
        if unread.delete()[0]:
            live.publish(self.applicant.channel, event="notifications-changed")
        else:
            self._notify_applicant(
                gettext_noop("%(club)s에서 방금 결정을 되돌렸어요. 다시 보고 있어요.")
            )
