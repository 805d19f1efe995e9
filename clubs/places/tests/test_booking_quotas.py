"""Hours that a club may have of a place in a day and in a week."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from clubs.models import Booking
from clubs.places.tests.places import begun, book, make_place
from kclub.errors import Refused
from tests.factories import make_club, make_staff

pytestmark = pytest.mark.django_db

SUNDAY = timezone.make_aware(datetime.combine(date(2026, 11, 29), time(12, 0)))


@pytest.fixture(autouse=True)
def on_sunday():
    """The day before a Monday, so that tomorrow and the six days after are one week."""
    with time_machine.travel(SUNDAY, tick=False):
        yield


@pytest.fixture
def club():
    return make_club()


def test_a_club_has_its_hours_of_a_day_in_parts(club):
    place = make_place(day_hours=2)
    book(place, club, 10, 11)
    book(place, club, 15, 16)
    with pytest.raises(Refused, match="하루에 2시간까지"):
        book(place, club, 18, 19)


def test_one_booking_may_not_be_beyond_the_day(club):
    with pytest.raises(Refused, match="하루에 1시간까지"):
        book(make_place(day_hours=1), club, 10, 12)


def test_the_next_day_has_its_own_hours(club):
    place = make_place(day_hours=2)
    book(place, club)
    assert book(place, club, days=2)


def test_a_week_has_hours_and_begins_on_monday(club):
    place = make_place(week_hours=6)
    for days in (1, 3, 7):  # Monday, Wednesday, Sunday
        book(place, club, days=days)
    with pytest.raises(Refused, match="한 주에 6시간까지"):
        book(place, club, 10, 11, days=5)
    assert book(place, club, days=8)  # the Monday after


def test_the_week_before_does_not_count(club):
    place = make_place(week_hours=2)
    book(place, club, 13, 15, days=0)  # this Sunday
    assert book(place, club, days=1)


def test_units_count_each(club):
    place = make_place(units=3, day_hours=4)
    with pytest.raises(Refused, match="하루에 4시간까지"):
        book(place, club, units=3)
    assert book(place, club, units=2)
    with pytest.raises(Refused, match="하루에 4시간까지"):
        book(place, club, 14, 15)


def test_what_was_given_back_does_not_count(club):
    place = make_place(day_hours=2)
    book(place, club).cancel(club.president)
    booking = book(place, club, 13, 15)
    booking.revoke(make_staff(), "점검이 있어요")
    assert book(place, club, 16, 18)


def test_what_nobody_used_counts(club):
    place = make_place(day_hours=2)
    booking = begun(book(place, club, 14, 16, days=0))
    booking.report(club.president, used=False)
    with pytest.raises(Refused, match="하루에 2시간까지"):
        book(place, club, 18, 20, days=0)


def test_what_is_asked_counts(club):
    place = make_place(day_hours=2, by_agreement=True)
    book(place, club)
    with pytest.raises(Refused, match="하루에 2시간까지"):
        book(place, club, 14, 15)


def test_other_clubs_and_other_places_have_their_own(club):
    place = make_place(day_hours=2, week_hours=2)
    book(place, club)
    assert book(place, make_club(), 14, 16)
    assert book(make_place(day_hours=2, week_hours=2), club)


def test_a_quota_that_is_lowered_takes_nothing_back(club):
    place = make_place(day_hours=4)
    book(place, club)
    book(place, club, 14, 16)
    place.day_hours = 2
    place.save()
    with pytest.raises(Refused):
        book(place, club, 18, 19)
    assert Booking.objects.live().count() == 2


def test_half_an_hour_is_half_an_hour(club):
    place = make_place(day_hours=1)
    for minutes in (0, 30):
        begins = SUNDAY + timedelta(days=1, minutes=minutes)
        fields = (begins, begins + timedelta(minutes=30), "연습")
        Booking.objects.book(place, club, club.president, *fields)
    with pytest.raises(Refused, match="하루에 1시간까지"):
        book(place, club, 18, 19)
