"""Slots: the same hours of every week of a term, which the union grants to a club."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import Subject, Term
from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.events.moments import end_of, in_each_language
from clubs.places.models.bookings import Booking, ensure_free, needed
from clubs.places.models.places import MIDNIGHT, Place, clock_text
from clubs.union.permissions import ensure_union
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

Action = AuditLogEntry.Action


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("월요일")
    TUESDAY = 1, _("화요일")
    WEDNESDAY = 2, _("수요일")
    THURSDAY = 3, _("목요일")
    FRIDAY = 4, _("금요일")
    SATURDAY = 5, _("토요일")
    SUNDAY = 6, _("일요일")


class SlotQuerySet(models.QuerySet):
    """Slots, and granting one."""

    def running(self):
        """Slots that have not been ended, of terms that are not over."""
        return self.filter(ended_at=None, term__ends_on__gte=timezone.localdate())

    @transaction.atomic
    def grant(self, place, club, by, *, skips_taken=False, **fields):
        """Book a place for a club every week from tomorrow to the end of the running term.

        `fields` are those of the Slot: weekday, begins, ends, purpose, and units where there are
        several; `by` is of the union, and the club's own hours do not count. Returns the Slot; the
        same again returns the first. Raises Refused for times at which the place is closed on that
        weekday, and between terms; Conflict with the days on which it is taken, and then books
        nothing, unless it `skips_taken` days.
        """
        ensure_union(by)
        club, place = club.lock(), place.lock()
        term = Term.objects.current()
        if term is None:
            raise Refused(_("지금은 학기 중이 아니에요."))
        if club.status != Club.Status.ACTIVE:
            raise Refused(_("활동 중인 동아리에만 줄 수 있어요."))
        slot = self.model(place=place, club=club, term=term, by=by, **fields)
        slot.purpose = normalized(slot.purpose)
        same = {name: getattr(slot, name) for name in ("weekday", "begins", "ends", "units")}
        if existing := place.slots.running().filter(club=club, term=term, **same).first():
            return existing
        moments = list(slot.moments())
        slot.save()
        slot.book(moments, skips_taken=skips_taken)
        club.record(Action.SLOT_GRANTED, by, detail=str(slot))
        told = {"about": slot, "author": by, "club": club.names, "booking": slot.names}
        club.notify_officers(kinds.BOOKING_AGREED, slot.get_absolute_url(), **told)
        return slot


class Slot(Subject, models.Model):
    """Hours of a weekday for which a club has a place, or units of it, until the end of a term."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="slots")
    club = models.ForeignKey("clubs.Club", models.PROTECT, related_name="slots")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("요일"), choices=Weekday)
    begins = models.TimeField(_("시작"))
    ends = models.TimeField(_("끝"))  # 0:00 is the midnight after
    units = models.PositiveSmallIntegerField(
        _("개수"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    purpose = models.CharField(_("무엇을 하나요"), max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "begins", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__lt=models.F("ends")) | Q(ends=MIDNIGHT),
                name="slot_begins_before_it_ends",
            ),
        ]
        verbose_name = pgettext_lazy("이름", "매주 쓰는 시간")

    def __str__(self):
        hours = clock_text(self.begins, self.ends)
        return f"{self.place} · {self.get_weekday_display()} {hours}"

    def get_absolute_url(self):
        return reverse("clubs:bookings", args=[self.club.slug])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/slot:{self.pk}"

    @property
    def names(self):
        """The place and the hours for a sentence that is read later, by language."""
        return in_each_language(lambda: str(self))

    def book(self, moments, *, skips_taken):
        """Make the bookings of these `moments`, under the lock of the place; see `grant`."""
        bookings, taken = [], []
        for starts_at, ends_at in moments:
            try:
                ensure_free(self.place, starts_at, ends_at, self.units)
            except Conflict:
                taken.append(date_format(timezone.localtime(starts_at), "SHORT_DATE_FORMAT"))
            else:
                bookings.append(self._booking(starts_at, ends_at))
        if taken and not skips_taken:
            raise Conflict(_("이날은 이미 예약이 있어요: %(days)s"), {"days": ", ".join(taken)})
        if not bookings:
            raise Refused(_("이번 학기에 남은 날이 없어요."))
        Booking.objects.bulk_create(bookings)

    def moments(self):
        """Yield (begin, end) of each day to come. Raises Refused where the place is closed then."""
        day = timezone.localdate() + timedelta(days=1)
        day += timedelta(days=(self.weekday - day.weekday()) % 7)
        while day <= self.term.ends_on:
            starts_at = timezone.make_aware(datetime.combine(day, self.begins))
            ends_at = timezone.make_aware(datetime.combine(day, self.ends))
            if self.ends == MIDNIGHT:
                ends_at = end_of(day)
            self.place.ensure_takes(starts_at, ends_at)
            yield starts_at, ends_at
            day += timedelta(days=7)

    def _booking(self, starts_at, ends_at):
        return Booking(
            place=self.place,
            club=self.club,
            by=self.by,
            starts_at=starts_at,
            ends_at=ends_at,
            units=self.units,
            purpose=self.purpose,
            state=Booking.State.HELD,
            slot=self,
        )

    @transaction.atomic
    def end(self, by, reason):
        """Cancel what is still to come, for a reason that is told; for the union. Again changes nothing.

        Raises Refused for anybody else and without a reason.
        """
        ensure_union(by)
        reason = needed(reason)
        self.club, self.place = self.club.lock(), self.place.lock()
        self.refresh_from_db(from_queryset=Slot.objects.select_for_update())
        if self.ended_at:
            return
        self.ended_at = now = timezone.now()
        self.save(update_fields=["ended_at"])
        coming = self.bookings.filter(state=Booking.State.HELD, starts_at__gt=now)
        coming.update(state=Booking.State.CANCELLED, reason=reason, decided_by=by, decided_at=now)
        self.club.record(Action.SLOT_ENDED, by, detail=f"{self} · {reason}")
        told = {"about": self, "author": by, "club": self.club.names, "booking": self.names}
        url = self.get_absolute_url()
        self.club.notify_officers(kinds.BOOKING_REVOKED, url, reason=reason, **told)
