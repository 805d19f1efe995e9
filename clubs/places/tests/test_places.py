"""Places: who sees them, when they are open, and what times they take."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from clubs.models import Place
from clubs.places.models.places import clock_text, hours_between
from clubs.places.tests.places import at, make_place
from kclub.errors import Refused
from tests.factories import make_staff, make_user, unverified

pytestmark = pytest.mark.django_db

SATURDAY, MONDAY = date(2026, 11, 28), date(2026, 11, 30)


# Seeing ------------------------------------------------------------------------------------


def test_students_see_what_is_not_hidden_and_the_union_sees_all():
    shown, paused = make_place(), make_place(state="paused")
    hidden = make_place(state="hidden")
    assert set(Place.objects.visible_to(make_user())) == {shown, paused}
    assert set(Place.objects.visible_to(make_staff())) == {shown, paused, hidden}


def test_who_has_lost_the_school_mail_sees_none():
    make_place()
    assert not Place.objects.visible_to(unverified(make_user())).exists()


def test_rooms_come_with_equipment_by_name():
    names = [("나", "room"), ("가", "equipment"), ("다", "room")]
    for name, kind in names:
        make_place(name=name, kind=kind)
    assert [place.name for place in Place.objects.all()] == ["가", "나", "다"]


# Hours -------------------------------------------------------------------------------------


def test_a_place_has_hours_on_a_day():
    opens, closes = make_place().hours_on(MONDAY)
    assert timezone.localtime(opens).isoformat() == "2026-11-30T09:00:00+09:00"
    assert timezone.localtime(closes).isoformat() == "2026-11-30T22:00:00+09:00"


def test_zero_o_clock_is_the_midnight_after():
    _opens, closes = make_place(closes_at=time(0, 0)).hours_on(MONDAY)
    assert timezone.localtime(closes).isoformat() == "2026-12-01T00:00:00+09:00"


def test_it_is_closed_on_its_weekdays():
    place = make_place(closed_weekdays="56")
    assert place.hours_on(SATURDAY) is None
    assert place.hours_on(SATURDAY + timedelta(days=1)) is None
    assert place.hours_on(MONDAY) is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"opens_at": time(22, 0), "closes_at": time(9, 0)},
        {"opens_at": time(9, 0), "closes_at": time(9, 0)},
        {"units": 0},
    ],
)
def test_the_database_keeps_no_impossible_place(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_place(**fields)


@pytest.mark.parametrize(
    ("begins", "ends", "text"),
    [
        (time(9, 0), time(22, 30), "09:00–22:30"),
        (time(9, 0), time(0, 0), "09:00–24:00"),
        (time(0, 0), time(0, 30), "00:00–00:30"),
    ],
)
def test_hours_as_words(begins, ends, text):
    assert clock_text(begins, ends) == text


def test_hours_pass_as_the_clock_on_the_wall_does_not():
    """In New York the night of 8 March 2026 has no time from two to three."""
    with timezone.override("America/New_York"):
        before = timezone.make_aware(timezone.datetime(2026, 3, 8, 1, 0))
        after = timezone.make_aware(timezone.datetime(2026, 3, 8, 4, 0))
        assert hours_between(before, after) == 2
        autumn = timezone.make_aware(timezone.datetime(2026, 11, 1, 0, 0))
        later = timezone.make_aware(timezone.datetime(2026, 11, 1, 4, 0))
        assert hours_between(autumn, later) == 5


def test_opening_hours_are_those_on_the_wall_where_clocks_change():
    with timezone.override("America/New_York"):
        opens, closes = make_place().hours_on(date(2026, 3, 8))
        assert timezone.localtime(opens).hour == 9
        assert timezone.localtime(closes).hour == 22


# Times it takes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ((9, 0), (11, 0)),
        ((20, 0), (22, 0)),
        ((12, 30), (13, 0)),
    ],
)
def test_it_takes_times_within_its_hours(begins, ends):
    make_place().ensure_may_be_booked(at(*begins), at(*ends))


@pytest.mark.parametrize(
    ("begins", "ends", "sentence"),
    [
        (at(12), at(10), "끝나는 때를"),
        (at(12), at(12), "끝나는 때를"),
        (at(12, days=-1), at(13, days=-1), "이미 지난"),
        (at(12, days=-400), at(13, days=-400), "이미 지난"),
        (at(8), at(10), "여는 시간 안에서만"),
        (at(21), at(23), "여는 시간 안에서만"),
        (at(21), at(9, days=2), "여는 시간 안에서만"),
        (at(10, 15), at(11), "30분 단위로"),
        (at(10), at(11, 10), "30분 단위로"),
        (at(10).replace(second=1), at(11), "30분 단위로"),
        (at(10), at(11).replace(microsecond=1), "30분 단위로"),
        (at(10), at(12, 30), "한 번에 2시간까지"),
        (at(10, days=15), at(11, days=15), "14일 앞까지만"),
        (at(10, days=366), at(11, days=366), "14일 앞까지만"),
    ],
)
def test_it_refuses_other_times(begins, ends, sentence):
    with pytest.raises(Refused, match=sentence):
        make_place().ensure_may_be_booked(begins, ends)


def test_the_last_day_ahead_counts():
    make_place().ensure_may_be_booked(at(10, days=14), at(11, days=14))


def test_a_step_of_ten_minutes():
    place = make_place(step=10)
    place.ensure_may_be_booked(at(10, 10), at(10, 40))
    with pytest.raises(Refused, match="10분 단위로"):
        place.ensure_may_be_booked(at(10, 5), at(10, 40))


def test_until_midnight_and_no_longer():
    place = make_place(closes_at=time(0, 0))
    place.ensure_may_be_booked(at(22), at(0, days=2))
    with pytest.raises(Refused, match="여는 시간"):
        place.ensure_may_be_booked(at(23), at(1, days=2))


def test_a_closed_weekday_is_refused():
    weekday = str(timezone.localdate(at(10)).weekday())
    with pytest.raises(Refused, match="그날은 쉬어요"):
        make_place(closed_weekdays=weekday).ensure_may_be_booked(at(10), at(11))


@pytest.mark.parametrize("state", ["paused", "hidden"])
def test_a_place_that_is_not_open_takes_none(state):
    with pytest.raises(Refused, match="지금은 예약을 받지 않아요"):
        make_place(state=state).ensure_may_be_booked(at(10), at(11))


def test_the_hour_that_runs_is_past():
    with time_machine.travel(at(10, 1), tick=False):
        with pytest.raises(Refused, match="이미 지난"):
            make_place().ensure_may_be_booked(at(10, days=0), at(11, days=0))
        make_place().ensure_may_be_booked(at(10, 30, days=0), at(11, days=0))
