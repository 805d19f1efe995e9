"""The week of a place: its days and spans, and how the page shows them."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from clubs.places.tests.places import book, make_place
from clubs.places.week import Week
from tests.factories import make_club, make_staff, make_user

pytestmark = pytest.mark.django_db

SUNDAY = timezone.make_aware(datetime.combine(date(2026, 11, 29), time(12, 0)))
TOMORROW = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def on_sunday():
    with time_machine.travel(SUNDAY, tick=False):
        yield


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def spans(place, day=TOMORROW):
    days = {each.date: each for each in Week(place, day).days()}
    return [(s.clock_text, [b.club.name for b in s.bookings], s.free) for s in days[day].spans]


def test_a_week_goes_from_monday_to_sunday():
    week = Week(make_place(), date(2026, 11, 29))
    assert [day.date.day for day in week.days()] == [23, 24, 25, 26, 27, 28, 29]
    assert (week.before, week.after) == (date(2026, 11, 16), date(2026, 11, 30))
    assert [day.is_today for day in week.days()] == [False] * 6 + [True]


def test_a_day_without_bookings_is_one_free_span():
    assert spans(make_place()) == [("09:00–22:00", [], 1)]


def test_a_closed_day_has_none():
    assert spans(make_place(closed_weekdays="0")) == []


def test_bookings_and_what_is_free_between_them():
    place = make_place()
    book(place, make_club("필름로그"), 9, 11)
    book(place, make_club("보드빌"), 13, 14)
    assert spans(place) == [
        ("09:00–11:00", ["필름로그"], 0),
        ("11:00–13:00", [], 1),
        ("13:00–14:00", ["보드빌"], 0),
        ("14:00–22:00", [], 1),
    ]


def test_units_that_are_free_change_with_each_booking():
    place = make_place(units=3, closes_at=time(0, 0))
    book(place, make_club("필름로그"), 9, 11)
    book(place, make_club("보드빌"), 10, 12)
    assert spans(place) == [
        ("09:00–10:00", ["필름로그"], 2),
        ("10:00–11:00", ["필름로그", "보드빌"], 1),
        ("11:00–12:00", ["보드빌"], 2),
        ("12:00–24:00", [], 3),
    ]


def test_cancelled_bookings_are_not_shown():
    place, club = make_place(), make_club()
    book(place, club).cancel(club.president)
    assert spans(place) == [("09:00–22:00", [], 1)]


def test_a_week_is_read_by_one_query(django_assert_num_queries):
    place = make_place()
    for days in range(1, 5):
        book(place, make_club(), days=days)
    with django_assert_num_queries(1):
        [b.club.name for d in Week(place, TOMORROW).days() for s in d.spans for b in s.bookings]


# The page ----------------------------------------------------------------------------------


def week_of(place, user, week="2026-11-30"):
    return signed_in(user).get(place.get_absolute_url(), {"week": week}).text


def test_students_see_the_clubs_and_no_purpose():
    place = make_place()
    book(place, make_club("필름로그"), purpose="비밀 회의")
    page = week_of(place, make_user())
    assert "필름로그" in page
    assert "비밀 회의" not in page
    assert "비어 있음" in page
    assert "begins=" not in page


def test_officers_are_offered_what_is_free_and_find_theirs():
    place, club = make_place(), make_club("필름로그")
    book(place, club)
    page = week_of(place, club.president)
    assert "?day=2026-11-30&amp;begins=12:00" in page
    assert "?day=2026-11-30&amp;begins=10:00" not in page
    assert "span-mine" in page
    assert "span-mine" not in week_of(place, make_club().president)


def test_nothing_past_is_offered():
    page = week_of(make_place(), make_club().president, "2026-11-23")
    assert "begins=" not in page


@pytest.mark.parametrize("week", ["", "x", "2026-13-40", "0001-01-01", "9999-12-31", "٢٠٢٦"])
def test_a_week_that_is_none_is_this_one(week):
    page = week_of(make_place(), make_user(), week)
    assert "?week=2026-11-16" in page
    assert "?week=2026-11-30" in page


def test_a_paused_place_says_so_and_offers_nothing():
    page = week_of(make_place(state="paused"), make_club().president)
    assert "지금은 예약을 받지 않아요" in page
    assert "begins=" not in page


def test_a_hidden_place_is_not_there_but_for_the_union():
    place = make_place(state="hidden")
    assert signed_in(make_user()).get(place.get_absolute_url()).status_code == 404
    assert signed_in(make_staff()).get(place.get_absolute_url()).status_code == 200
