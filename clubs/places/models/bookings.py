"""Bookings of places by clubs: made, agreed to, cancelled, and used or not."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import notification_kinds as kinds
from accounts.models import Subject, User
from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.events.moments import end_of, in_each_language, start_of, time_text
from clubs.places.models.places import Place, hours_between
from clubs.union.permissions import ensure_union
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

Action = AuditLogEntry.Action


class BookingQuerySet(models.QuerySet):
    """Bookings by their state and time, and making one."""

    def live(self):
        """Bookings that take up the place: neither declined nor cancelled."""
        return self.filter(state__in=Booking.LIVE)

    def asked(self):
        """Bookings to come that wait for the union, the nearest first."""
        asked = self.filter(state=Booking.State.ASKED, starts_at__gt=timezone.now())
        return asked.order_by("starts_at", "pk")

    def between(self, begins, ends):
        """Bookings that last into the time from one moment to the other."""
        return self.filter(starts_at__lt=ends, ends_at__gt=begins)

    @transaction.atomic
    def book(self, place, club, by, starts_at, ends_at, purpose, units=1):
        """Book a place for a club; `by` is its president or an officer. Returns the Booking.

        It is held at once, or asked for where the union has to agree. The same one again returns
        the first. Raises Refused for anybody else, for a club that is not active, at other times
        than the place is lent, and beyond the club's hours; Conflict where it is taken.
        """
        club, place, purpose = club.lock(), place.lock(), normalized(purpose)[:100]
        if not club.is_run_by(by):
            raise Refused(_("회장과 운영진만 예약할 수 있어요."))
        by.ensure_verified(_("학교 메일을 인증하면 예약할 수 있어요."))
        if club.status != Club.Status.ACTIVE:
            raise Refused(_("활동 중인 동아리만 예약할 수 있어요."))
        same = {"club": club, "starts_at": starts_at, "ends_at": ends_at, "units": units}
        if existing := place.bookings.live().filter(**same).first():
            return existing
        place.ensure_may_be_booked(starts_at, ends_at)
        if not purpose:
            raise Refused(_("무엇을 할지 적어 주세요."))
        ensure_free(place, starts_at, ends_at, units)
        ensure_within_hours(place, club, starts_at, hours_between(starts_at, ends_at) * units)
        state = Booking.State.ASKED if place.by_agreement else Booking.State.HELD
        booking = self.create(place=place, by=by, purpose=purpose, state=state, **same)
        club.record(Action.BOOKED, by, detail=str(booking))
        if booking.is_asked:
            told = {"about": booking, "author": by, "club": club.names, "booking": booking.names}
            User.objects.of_union().notify(kinds.BOOKING_ASKED, booking.union_url, **told)
        return booking


class Booking(Subject, models.Model):
    """Some hours of one day for which a club has a place, or some units of it."""

    class State(models.TextChoices):
        ASKED = "asked", _("허락 기다림")
        HELD = "held", _("예약됨")
        USED = "used", _("썼음")
        MISSED = "missed", _("쓰지 않음")
        DECLINED = "declined", _("거절됨")
        CANCELLED = "cancelled", _("취소됨")

    LIVE = [State.ASKED, State.HELD, State.USED, State.MISSED]

    place = models.ForeignKey(Place, models.PROTECT, related_name="bookings")
    club = models.ForeignKey("clubs.Club", models.PROTECT, related_name="bookings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    units = models.PositiveSmallIntegerField(
        _("개수"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    purpose = models.CharField(_("무엇을 하나요"), max_length=100)
    state = models.CharField(max_length=9, choices=State)
    slot = models.ForeignKey(
        "clubs.Slot", models.PROTECT, null=True, blank=True, related_name="bookings"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("이유"), max_length=200, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="booking_starts_before_it_ends"
            ),
            models.CheckConstraint(condition=Q(units__gte=1), name="booking_has_units"),
        ]
        indexes = [models.Index(fields=["place", "starts_at"], name="bookings_by_time")]
        verbose_name = _("예약")

    def __str__(self):
        return f"{self.place} · {time_text(self.starts_at, self.ends_at)}"

    def get_absolute_url(self):
        return reverse("clubs:bookings", args=[self.club.slug])

    @property
    def union_url(self):
        return reverse("booking", args=[self.pk])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/booking:{self.pk}"

    @property
    def names(self):
        """The place and the time for a sentence that is read later, by language."""
        return in_each_language(lambda: str(self))

    @property
    def is_asked(self):
        return self.state == self.State.ASKED

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def may_be_cancelled(self):
        return self.state in (self.State.ASKED, self.State.HELD) and not self.has_begun

    @property
    def may_be_reported(self):
        """Whether it may be said now if the place was used, as long as nobody has."""
        return self.state == self.State.HELD and self.has_begun

    @transaction.atomic
    def agree(self, by):
        """Hold what was asked for; `by` is of the union. Again changes nothing.

        Raises Refused for anybody else and once it has begun, Conflict where it was decided first.
        """
        ensure_union(by)
        if not self._become(self.State.HELD, by, before=[self.State.ASKED]):
            return
        self._tell_officers(kinds.BOOKING_AGREED, Action.BOOKING_AGREED, by)

    @transaction.atomic
    def decline(self, by, reason):
        """Refuse what was asked for, for a reason that is told. Raises as `agree`, and without one."""
        ensure_union(by)
        if self._become(self.State.DECLINED, by, before=[self.State.ASKED], reason=needed(reason)):
            self._tell_officers(kinds.BOOKING_DECLINED, Action.BOOKING_DECLINED, by)

    @transaction.atomic
    def cancel(self, by):
        """Give the hours back; for the officers of the club until they begin. Again changes nothing.

        Raises Refused for anybody else and once it has begun, Conflict where it was decided first.
        """
        before = [self.State.ASKED, self.State.HELD]
        self._ensure_run_by(by)
        if self._become(self.State.CANCELLED, by, before=before):
            self.club.record(Action.BOOKING_CANCELLED, by, detail=str(self))

    @transaction.atomic
    def revoke(self, by, reason):
        """Cancel what is held, for a reason that the officers are told; for the union.

        Raises as `decline`.
        """
        ensure_union(by)
        before = [self.State.HELD]
        if self._become(self.State.CANCELLED, by, before=before, reason=needed(reason)):
            self._tell_officers(kinds.BOOKING_REVOKED, Action.BOOKING_REVOKED, by)

    @transaction.atomic
    def report(self, by, *, used):
        """Say whether the place was used; for the club's officers and the union, once it has begun.

        The same again changes nothing. Raises Refused for anybody else and before it has begun,
        Conflict where something else was said or decided first.
        """
        if not by.is_staff:
            self._ensure_run_by(by)
        state = self.State.USED if used else self.State.MISSED
        if self._become(state, by, before=[self.State.HELD], begun=True):
            action = Action.BOOKING_USED if used else Action.BOOKING_MISSED
            self.club.record(action, by, detail=str(self))

    def _become(self, state, by, *, before, reason="", begun=False):
        """Change the state, under the locks. Returns whether it has changed; the same is harmless."""
        self.club, self.place = self.club.lock(), self.place.lock()
        self.refresh_from_db(from_queryset=Booking.objects.select_for_update())
        if self.state == state and self.reason == reason:
            return False
        if self.state not in before:
            raise Conflict(_("그 사이에 다른 사람이 결정했어요."))
        if self.has_begun != begun:
            early, late = _("아직 시작하지 않았어요."), _("이미 시작해서 바꿀 수 없어요.")
            raise Refused(late if self.has_begun else early)
        self.state, self.reason = state, reason
        self.decided_by, self.decided_at = by, timezone.now()
        self.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        return True

    def _ensure_run_by(self, by):
        """Raise Refused unless `by` is the club's president or an officer."""
        if not self.club.is_run_by(by):
            raise Refused(_("회장과 운영진만 예약을 바꿀 수 있어요."))

    def _tell_officers(self, kind, action, by):
        self.club.record(action, by, detail=" · ".join(filter(None, [str(self), self.reason])))
        told = {"about": self, "author": by, "club": self.club.names, "booking": self.names}
        self.club.notify_officers(kind, self.get_absolute_url(), reason=self.reason, **told)


def needed(reason):
    """Return the reason as it is stored. Raises Refused if there is none."""
    if not normalized(reason):
        raise Refused(_("이유를 적어 주세요."))
    return normalized(reason)[:200]


def units_taken(bookings, starts_at, ends_at):
    """Return how many units the bookings take at most at one moment of the time."""
    begins = {starts_at, *(each.starts_at for each in bookings)}
    return max(
        sum(each.units for each in bookings if each.starts_at <= moment < each.ends_at)
        for moment in begins
        if starts_at <= moment < ends_at
    )


def ensure_free(place, starts_at, ends_at, units):
    """Raise Conflict unless so many units are free all the time; the place is locked."""
    if units < 1:
        raise Refused(_("하나 이상 적어 주세요."))
    bookings = list(place.bookings.live().between(starts_at, ends_at))
    left = place.units - units_taken(bookings, starts_at, ends_at)
    if units <= left:
        return
    if left <= 0:
        raise Conflict(_("그때는 다른 예약이 있어요. 다른 때를 골라 주세요."))
    text = ngettext("그때는 %(n)s개만 남아 있어요.", "그때는 %(n)s개만 남아 있어요.", left)
    raise Conflict(text, params={"n": left})


def ensure_within_hours(place, club, starts_at, hours):
    """Raise Refused where so many hours more are beyond what a club may have; the place is locked.

    An hour with two units counts as two. Weeks begin on Monday.
    """
    day = timezone.localdate(starts_at)
    monday = day - timedelta(days=day.weekday())
    week = club.bookings.live().filter(place=place)
    week = list(week.filter(starts_at__gte=start_of(monday)))
    week = [each for each in week if each.starts_at < end_of(monday + timedelta(days=6))]
    today = [each for each in week if timezone.localdate(each.starts_at) == day]
    for bookings, most, text in [
        (today, place.day_hours, _("이 동아리는 하루에 %(n)s시간까지 쓸 수 있어요.")),
        (week, place.week_hours, _("이 동아리는 한 주에 %(n)s시간까지 쓸 수 있어요.")),
    ]:
        had = sum(hours_between(each.starts_at, each.ends_at) * each.units for each in bookings)
        if had + hours > most:
            raise Refused(text, params={"n": most})
