"""Places: rooms and equipment that the union lends to clubs by the hour."""

from datetime import datetime, time, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.models import is_student
from clubs.events.moments import end_of
from kclub.errors import Refused

MIDNIGHT = time(0, 0)


def between(least, most):
    return [MinValueValidator(least), MaxValueValidator(most)]


class PlaceQuerySet(models.QuerySet):
    """Places by who may see them."""

    def visible_to(self, user):
        """Places that the user may see: all for the union, those not hidden for students."""
        if user.is_staff:
            return self
        return self.exclude(state=Place.State.HIDDEN) if is_student(user) else self.none()


class Place(models.Model):
    """A room, or equipment of which there are several units, with the rules by which it is lent.

    It is hidden, never deleted, so that its bookings stay.
    """

    class Kind(models.TextChoices):
        ROOM = "room", _("공간")
        EQUIPMENT = "equipment", _("장비")

    class State(models.TextChoices):
        OPEN = "open", _("예약 받음")
        PAUSED = "paused", _("잠시 멈춤")
        HIDDEN = "hidden", _("숨김")

    class Step(models.IntegerChoices):
        TEN = 10, _("10분")
        THIRTY = 30, _("30분")

    name = models.CharField(_("이름"), max_length=40, unique=True)
    kind = models.CharField(_("종류"), max_length=9, choices=Kind, default=Kind.ROOM)
    location = models.CharField(_("위치"), max_length=80, blank=True)
    notes = models.CharField(_("쓰기 전에 알아 둘 것"), max_length=300, blank=True)
    units = models.PositiveSmallIntegerField(_("개수"), default=1, validators=between(1, 100))
    opens_at = models.TimeField(_("여는 때"), default=time(9, 0))
    closes_at = models.TimeField(_("닫는 때"), default=time(22, 0))
    closed_weekdays = models.CharField(
        _("쉬는 요일"), max_length=7, blank=True
    )  # "56": the weekend
    step = models.PositiveSmallIntegerField(_("시간 단위"), choices=Step, default=Step.THIRTY)
    longest_hours = models.PositiveSmallIntegerField(
        _("한 번에 몇 시간까지"), default=2, validators=between(1, 24)
    )
    day_hours = models.PositiveSmallIntegerField(
        _("한 동아리가 하루에 몇 시간까지"), default=2, validators=between(1, 2400)
    )
    week_hours = models.PositiveSmallIntegerField(
        _("한 동아리가 한 주에 몇 시간까지"), default=6, validators=between(1, 16800)
    )
    days_ahead = models.PositiveSmallIntegerField(
        _("며칠 앞까지"), default=14, validators=between(1, 366)
    )
    by_agreement = models.BooleanField(_("연합회가 허락해야 해요"), default=False)
    state = models.CharField(_("상태"), max_length=6, choices=State, default=State.OPEN)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=models.F("closes_at")) | Q(closes_at=MIDNIGHT),
                name="place_opens_before_it_closes",
            ),
            models.CheckConstraint(condition=Q(units__gte=1), name="place_has_units"),
        ]
        verbose_name = pgettext_lazy("이름", "공간과 장비")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("place", args=[self.pk])

    @property
    def clock_text(self):
        """The opening hours: 09:00–24:00."""
        return clock_text(self.opens_at, self.closes_at)

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    def lock(self):
        """Lock the row and read it anew: whoever books the place waits. Returns the Place."""
        self.refresh_from_db(from_queryset=Place.objects.select_for_update())
        return self

    def hours_on(self, day):
        """Return the moments (opens, closes) of the place on a date, or None on a closed weekday.

        It closes at the midnight after the day where `closes_at` is 0:00.
        """
        if str(day.weekday()) in self.closed_weekdays:
            return None
        opens = timezone.make_aware(datetime.combine(day, self.opens_at))
        if self.closes_at == MIDNIGHT:
            return opens, end_of(day)
        return opens, timezone.make_aware(datetime.combine(day, self.closes_at))

    def ensure_takes(self, starts_at, ends_at):
        """Raise Refused unless the place may be lent from one moment to the other at all."""
        if starts_at >= ends_at:
            raise Refused(_("끝나는 때를 시작하는 때보다 뒤로 적어 주세요."))
        if starts_at < timezone.now():
            raise Refused(_("이미 지난 때예요. 지금보다 뒤로 적어 주세요."))
        for moment in (starts_at, ends_at):
            if moment.minute % self.step or moment.second or moment.microsecond:
                raise Refused(_("%(n)s분 단위로 적어 주세요."), params={"n": self.step})
        hours = self.hours_on(timezone.localdate(starts_at))
        if hours is None:
            raise Refused(_("그날은 쉬어요."))
        if starts_at < hours[0] or ends_at > hours[1]:
            raise Refused(_("여는 시간 안에서만 예약할 수 있어요."))

    def ensure_may_be_booked(self, starts_at, ends_at):
        """Raise Refused unless the place takes bookings, as long and as far ahead as this one."""
        if not self.is_open:
            raise Refused(_("지금은 예약을 받지 않아요."))
        self.ensure_takes(starts_at, ends_at)
        if hours_between(starts_at, ends_at) > self.longest_hours:
            text = ngettext(
                "한 번에 %(n)s시간까지 쓸 수 있어요.",
                "한 번에 %(n)s시간까지 쓸 수 있어요.",
                self.longest_hours,
            )
            raise Refused(text, params={"n": self.longest_hours})
        if timezone.localdate(starts_at) > timezone.localdate() + timedelta(days=self.days_ahead):
            text = ngettext(
                "%(n)s일 앞까지만 예약할 수 있어요.",
                "%(n)s일 앞까지만 예약할 수 있어요.",
                self.days_ahead,
            )
            raise Refused(text, params={"n": self.days_ahead})


def hours_between(starts_at, ends_at):
    """Return how many hours pass, as a float, also where the clocks are changed in between."""
    return (ends_at.timestamp() - starts_at.timestamp()) / 3600


def clock_text(begins, ends):
    """Return two times of a day as words: 21:30–24:00."""
    end = "24:00" if (ends.hour, ends.minute) == (0, 0) else f"{ends:%H:%M}"
    return f"{begins:%H:%M}–{end}"
