"""Decisions about an application: the verbs that change its status."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Notification, User
from clubs.audit_log.models import AuditLogEntry
from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

OFFER_VALID_FOR = timedelta(days=3)


class ApplicationDecisions:
    """The part of Application that changes its status: by officers, the applicant or a daily task.

    Every change of status is one verb, which locks the club's row and adds one StatusChange.
    """

    @transaction.atomic
    def approve(self, by):
        """Admit the applicant; `by` is the officer who decides.

        Approving again changes nothing. Raises Conflict when it was decided otherwise or
        withdrawn first, when no seat is left, and when the applicant is no longer verified.
        """
        if not self.applicant.is_verified:
            raise Conflict(_("지원자의 학교 메일 인증이 풀렸어요."))
        if self._decide(self.Status.APPROVED, by, self.DECIDABLE):
            self._admit_applicant()
            self.club.record(AuditLogEntry.Action.APPROVED, by, self.applicant)

    @transaction.atomic
    def reject(self, by, note=""):
        """Reject the application, with a note for the applicant. Rejecting again changes nothing.

        An offered seat is free again.
        """
        if self._decide(self.Status.REJECTED, by, self.UNDECIDED, note=note):
            self._notify_applicant(kinds.APPLICATION_REJECTED)
            self.club.record(AuditLogEntry.Action.REJECTED, by, self.applicant, self.note)

    @transaction.atomic
    def interview(self, by, note=""):
        """Invite the applicant to an interview; `note` says when and where.

        Another note invites them again. Raises Refused without a note.
        """
        if not normalized(note):
            raise Refused(_("언제 어디서 만날지 적어 주세요."))
        if self._decide(self.Status.INTERVIEW, by, self.AWAITING_OFFICERS, note=note):
            self._notify_applicant(kinds.INTERVIEW)
            self.club.record(AuditLogEntry.Action.INTERVIEW, by, self.applicant, self.note)

    @transaction.atomic
    def waitlist(self, by, note=""):
        """Put the applicant on the waiting list, with a note for them."""
        if self._decide(self.Status.WAITLISTED, by, self.AWAITING_OFFICERS, note=note):
            self._notify_applicant(kinds.WAITLISTED)
            self.club.record(AuditLogEntry.Action.WAITLISTED, by, self.applicant, self.note)

    @transaction.atomic
    def offer(self, by):
        """Offer a free seat to an applicant on the waiting list. It is held for three days."""
        ends_at = timezone.now() + OFFER_VALID_FOR
        waitlisted = [self.Status.WAITLISTED]
        if self._decide(self.Status.OFFERED, by, waitlisted, offer_ends_at=ends_at):
            self._notify_applicant(kinds.SEAT_OFFERED)
            self.club.record(AuditLogEntry.Action.SEAT_OFFERED, by, self.applicant)

    @transaction.atomic
    def accept(self):
        """Admit the applicant, who accepts the offered seat.

        Raises Conflict when the offer has ended.
        """
        self.club.ensure_open()
        offered = [self.Status.OFFERED]
        if self._change_status(self.Status.APPROVED, self.applicant, offered):
            if self.offer_ends_at <= timezone.now():
                raise Conflict(_("자리를 받을 수 있는 날이 지났어요."))
            self._admit_applicant()

    @transaction.atomic
    def withdraw(self):
        """Withdraw the application, for its applicant. Raises Conflict when it has been decided."""
        self._change_status(self.Status.WITHDRAWN, self.applicant, self.UNDECIDED)

    @transaction.atomic
    def expire(self):
        """End an offer that was not accepted in time."""
        if self._change_status(self.Status.EXPIRED, None, [self.Status.OFFERED]):
            self._notify_applicant(kinds.SEAT_OFFER_ENDED)

    def _decide(self, status, by, allowed_from, **fields):
        if by == self.applicant:
            raise Refused(_("자기 지원서는 스스로 결정할 수 없어요."))
        self.club.ensure_open()
        return self._change_status(status, by, allowed_from, **fields)

    def _change_status(self, status, by, allowed_from, note="", **fields):
        """Lock the club's row and change to `status`; return False when it is the status already.

        Raises Conflict unless the status is one of `allowed_from`, and when no seat is left.
        """
        self._lock()
        note = normalized(note)
        if self.status == status and (status not in allowed_from or self.note == note):
            return False
        if self.status not in allowed_from:
            raise self._conflict()
        if status in self.WITH_SEAT and self.status not in self.WITH_SEAT:
            self.club.ensure_seat_free()
        self._set_status(status, by, timezone.now(), note, **fields)
        self.status_changes.create(status=status, by=by, at=self.decided_at, note=note)
        return True

    def _lock(self):
        self.club = self.club.lock()
        self.refresh_from_db(fields=["status", "decided_by", "decided_at", "note", "offer_ends_at"])

    def _conflict(self):
        if self.status == self.Status.WITHDRAWN:
            return Conflict(_("%(by)s님이 지원을 취소했어요."), {"by": self.applicant})
        if self.decided_by is None:
            return Conflict(
                _("지금은 할 수 없어요. 지원서 상태: %(status)s"),
                {"status": self.get_status_display()},
            )
        return Conflict(_("%(by)s님이 먼저 결정했어요."), {"by": self.decided_by})

    def _set_status(self, status, by, at, note="", **fields):
        was_overdue = self.is_overdue_for_union
        self.status, self.decided_by, self.decided_at, self.note = status, by, at, note
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["status", "decided_by", "decided_at", "note", *fields])
        told = Notification.objects.about(self).of_kind(kinds.APPLICATION_RECEIVED)
        told.unread().retract()
        live.publish(self.club.officers_channel, event="applications-changed")
        self.club.announce_todo()
        if was_overdue or self.is_overdue_for_union:
            User.objects.of_union().announce_todo()
        live.publish(self.applicant.channel, event="memberships-changed")

    def _admit_applicant(self):
        self.club.admit(self.applicant)
        self._notify_applicant(kinds.MEMBERSHIP_STARTED, self.club.get_absolute_url())

    def _notify_applicant(self, kind, url=None):
        url = url or self.get_absolute_url()
        self.applicant.notify(kind, url, about=self, club=self.club.names)
