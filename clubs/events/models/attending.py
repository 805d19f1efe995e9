"""Attendance at an event: by the code, by an officer's hand, and as a number of guests."""

from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from clubs.audit_log.models import AuditLogEntry
from clubs.events.attendance_codes import is_code_of
from kclub.errors import Conflict, Refused

OPENS_BEFORE = timedelta(minutes=30)
CLOSES_AFTER = timedelta(hours=2)
MOST_GUESTS = 10_000


class WrongCode(Refused):
    """The refusal of a code that the event does not have now."""

    status = 422


class EventAttending(models.Model):
    """The part of Event at which people are present.

    No verb locks the event: a hall that attends in the same minute does not queue. The unique
    constraint of Attendance and conditional updates keep the rules.
    """

    guest_count = models.PositiveSmallIntegerField(
        _("손님 수"), default=0, validators=[MaxValueValidator(MOST_GUESTS)]
    )

    class Meta:
        abstract = True

    @property
    def attendance_opens_at(self):
        return self.starts_at - OPENS_BEFORE

    @property
    def attendance_closes_at(self):
        return self.ends_at + CLOSES_AFTER

    @property
    def attendance_has_begun(self):
        """Whether there is, or was, a time to attend."""
        return not self.cancelled_at and self.attendance_opens_at <= timezone.now()

    @property
    def attendance_is_open(self):
        """Whether the code counts now."""
        return self.attendance_has_begun and timezone.now() < self.attendance_closes_at

    def ensure_attendance_has_begun(self):
        """Raise Conflict when the event is cancelled, Refused before anybody can attend."""
        back = (self.get_absolute_url(), _("일정 보기"))
        if self.cancelled_at:
            raise Conflict(_("취소된 일정이에요."), next_step=back)
        if not self.attendance_has_begun:
            moment = {"moment": moment_text(self.attendance_opens_at)}
            raise Refused(_("%(moment)s부터 출석할 수 있어요."), moment, next_step=back)

    def ensure_attendance_is_open(self):
        """Raise as `ensure_attendance_has_begun`, and Refused when the time to attend is over."""
        self.ensure_attendance_has_begun()
        if not self.attendance_is_open:
            back = (self.get_absolute_url(), _("일정 보기"))
            moment = {"moment": moment_text(self.attendance_closes_at)}
            raise Refused(_("%(moment)s까지만 출석할 수 있었어요."), moment, next_step=back)

    def ensure_may_attend(self, user):
        """Raise Refused unless the user may attend: a member, or an outsider who has a seat."""
        back = (self.get_absolute_url(), _("일정 보기"))
        is_outsider = self.ensure_may_answer(user)
        if is_outsider and not self.rsvps.going().filter(user=user).exists():
            sentence = _("‘갈게요’라고 답한 사람만 출석할 수 있어요.")
            raise Refused(sentence, next_step=back)

    def attend(self, user, code):
        """Record that the user, who has read the `code`, is here. Attending again changes nothing.

        It undoes that they have struck themselves out, and confirms what an officer has added.
        Raises Refused for those who may not attend, outside the time for it, and WrongCode.
        """
        self.ensure_may_attend(user)
        self.ensure_attendance_is_open()
        if not is_code_of(self, code):
            raise WrongCode(_("번호가 달라요. 지금 화면에 있는 번호를 적어 주세요."))
        attendance = self.attendances.model(event=self, user=user)
        self.attendances.bulk_create([attendance], ignore_conflicts=True)
        unconfirmed = Q(recorded_by__isnull=False) | Q(struck_at__isnull=False)
        self.attendances.filter(unconfirmed, user=user).update(recorded_by=None, struck_at=None)

    def attendance_of(self, user):
        """Return the user's Attendance, or None."""
        if not user.is_authenticated:
            return None
        return self.attendances.filter(user=user).first()

    # Officers ----------------------------------------------------------------------------

    def ensure_attendance_is_kept_by(self, user):
        """Raise Refused unless the user may write down who came."""
        if not self.club.is_run_by(user):
            raise Refused(_("운영진만 출석을 적을 수 있어요."))
        self.club.ensure_open()
        self.ensure_attendance_has_begun()

    def absent(self):
        """Return the users an officer may add: members, and others who have a seat, not listed yet.

        They have `is_expected`, whether they said that they come, and are sorted by it.
        """
        going = self.rsvps.going().filter(user=OuterRef("pk"))
        listed = self.attendances.filter(user=OuterRef("pk"))
        member = self.club.memberships.filter(user=OuterRef("pk"))
        users = User.objects.annotate(is_expected=Exists(going)).exclude(Exists(listed))
        users = users.filter(Exists(member) | Q(is_expected=True), is_active=True)
        return users.order_by("-is_expected", "display_name", "pk")

    @transaction.atomic
    def record_attendance(self, user, by):
        """Add somebody who came; for officers. Adding again changes nothing.

        Raises Conflict for somebody who has struck themselves out, and who does not belong here.
        """
        self.ensure_attendance_is_kept_by(by)
        may_be_added = self.absent().filter(pk=user.pk).exists()
        attendance = self.attendance_of(user)
        if attendance and attendance.struck_at:
            sentence = _("%(name)s님이 안 왔다고 했어요. 다시 적을 수 없어요.")
            raise Conflict(sentence, {"name": user.display_name})
        if not attendance and not may_be_added:
            raise Conflict(_("부원이거나 온다고 답한 사람만 적을 수 있어요."))
        _attendance, created = self.attendances.get_or_create(
            user=user, defaults={"recorded_by": by}
        )
        if created:
            self.club.record(AuditLogEntry.Action.ATTENDANCE_ADDED, by, user, self.title)

    @transaction.atomic
    def take_attendance_back(self, user, by):
        """Take back what an officer has added; for officers. Doing it again changes nothing.

        Raises Conflict for somebody who has attended by the code, or has struck themselves out.
        """
        self.ensure_attendance_is_kept_by(by)
        theirs = self.attendances.filter(user=user)
        taken_back, _by_model = theirs.counted().by_hand().delete()
        if taken_back:
            self.club.record(AuditLogEntry.Action.ATTENDANCE_TAKEN_BACK, by, user, self.title)
        elif theirs.exists():
            raise Conflict(_("운영진이 적은 출석만 되돌릴 수 있어요."))

    @transaction.atomic
    def count_guests(self, number, by):
        """Set how many came who are not listed; for officers. The same again changes nothing."""
        self.ensure_attendance_is_kept_by(by)
        others = type(self).objects.filter(pk=self.pk).exclude(guest_count=number)
        if others.update(guest_count=number):
            self.guest_count = number
            detail = f"{self.title}: {number}"
            self.club.record(AuditLogEntry.Action.GUESTS_COUNTED, by, detail=detail)


def moment_text(moment):
    """Return a moment as words: 11월 19일 오후 6:30."""
    return date_format(timezone.localtime(moment), _("n월 j일 A g:i"))
