"""Bookings at the same moment, in real threads: one of two wins."""

import pytest

from clubs.models import Booking
from clubs.places.tests.places import book, make_place
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_officer, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def outcomes(*verbs):
    """Return the results of the verbs, the refusals last."""
    return sorted(at_once(*verbs), key=lambda result: isinstance(result, Refused))


def test_of_two_clubs_that_press_the_same_hour_one_has_it():
    place, first, second = make_place(), make_club(), make_club()
    won, lost = outcomes(lambda: book(place, first), lambda: book(place, second))
    assert isinstance(won, Booking)
    assert isinstance(lost, Conflict)
    assert Booking.objects.live().count() == 1


def test_of_hours_that_overlap_one_is_had():
    place, first, second = make_place(), make_club(), make_club()
    _won, lost = outcomes(lambda: book(place, first, 10, 12), lambda: book(place, second, 11, 13))
    assert isinstance(lost, Conflict)
    assert Booking.objects.live().count() == 1


def test_the_last_unit_is_lent_once():
    place = make_place(units=2)
    book(place, make_club())
    first, second = make_club(), make_club()
    _won, lost = outcomes(lambda: book(place, first), lambda: book(place, second))
    assert isinstance(lost, Conflict)
    assert Booking.objects.live().count() == 2


def test_two_officers_do_not_go_beyond_the_hours_of_a_day():
    place, club = make_place(day_hours=2), make_club()
    officer = make_officer(club)
    _won, lost = outcomes(
        lambda: book(place, club, 10, 12), lambda: book(place, club, 14, 16, by=officer)
    )
    assert isinstance(lost, Refused)
    assert Booking.objects.live().count() == 1


def test_a_double_click_makes_one():
    place, club = make_place(), make_club()
    first, second = outcomes(lambda: book(place, club), lambda: book(place, club))
    assert first == second
    assert Booking.objects.count() == 1


def test_the_club_cancels_while_the_union_agrees():
    booking = book(make_place(by_agreement=True), make_club())
    union, president = make_staff(), booking.club.president
    theirs, ours = (Booking.objects.get(pk=booking.pk) for _each in range(2))
    at_once(lambda: theirs.agree(union), lambda: ours.cancel(president))
    booking.refresh_from_db()
    assert booking.state == "cancelled"  # before it was agreed to or after
