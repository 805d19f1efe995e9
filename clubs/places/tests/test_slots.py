"""The union grants a club the same hours of every week, whole or not at all."""

from datetime import time, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Term
from clubs.models import AuditLogEntry, Booking, Slot
from clubs.places.tests.places import book, make_place
from clubs.places.tests.slots import WEDNESDAY, grant_slot
from clubs.term.tests.terms import make_window
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    make_staff()
    return make_window().term


@pytest.fixture
def place():
    return make_place(week_hours=1, day_hours=1, longest_hours=1)


def days_to_next(weekday):
    """Return how many days it is from today to the weekday; 1 to 7."""
    return (weekday - timezone.localdate().weekday() - 1) % 7 + 1


def test_every_week_until_the_end_of_the_term_is_booked(place, club, term):
    slot = grant_slot(place, club)
    days = [timezone.localdate(booking.starts_at) for booking in slot.bookings.all()]
    assert days[0] == timezone.localdate() + timedelta(days=days_to_next(WEDNESDAY))
    assert term.ends_on - timedelta(days=7) < days[-1] <= term.ends_on
    assert {day.weekday() for day in days} == {WEDNESDAY}
    assert {(b - a).days for a, b in pairwise(days)} == {7}
    booking = slot.bookings.first()
    assert timezone.localtime(booking.starts_at).time() == time(18)
    assert timezone.localtime(booking.ends_at).time() == time(20)
    assert (booking.club, booking.purpose, booking.state) == (club, "매주 연습", "held")


def test_officers_are_told_once_and_the_log_says_it(place, club, term):
    officer, member = make_officer(club), make_member(club)
    grant_slot(place, club)
    assert officer.notifications.filter(kind="booking-agreed").count() == 1
    assert not member.notifications.exists()
    assert AuditLogEntry.objects.filter(club=club, action="slot-granted").count() == 1


def test_the_same_again_is_the_first(place, club, term):
    slot = grant_slot(place, club)
    count = Booking.objects.count()
    assert grant_slot(place, club) == slot
    assert Booking.objects.count() == count


def test_days_that_are_taken_are_named_and_nothing_is_booked(place, club, term):
    taken = days_to_next(WEDNESDAY)
    book(make_place(), make_club())
    other = book(place, make_club(), 19, 20, days=taken)
    with pytest.raises(Conflict, match="이날은 이미 예약이 있어요"):
        grant_slot(place, club)
    assert not Slot.objects.exists()
    assert not club.bookings.exists()
    slot = grant_slot(place, club, skips_taken=True)
    starts = [booking.starts_at for booking in slot.bookings.all()]
    assert starts
    assert timezone.localdate(other.starts_at) not in map(timezone.localdate, starts)


def test_a_unit_that_is_free_is_enough(club, term):
    place = make_place(units=2)
    book(place, make_club(), 18, 20, days=days_to_next(WEDNESDAY))
    assert grant_slot(place, club).bookings.exists()
    with pytest.raises(Conflict):
        grant_slot(place, make_club(), units=2)


@pytest.mark.parametrize(
    ("begins", "ends", "sentence"),
    [(7, 9, "여는 시간"), (21, 23, "여는 시간"), (20, 18, "뒤로")],
)
def test_the_hours_are_those_of_the_place(place, club, term, begins, ends, sentence):
    with pytest.raises(Refused, match=sentence):
        grant_slot(place, club, begins, ends)
    assert not Slot.objects.exists()


def test_not_on_a_day_on_which_it_is_closed(club, term):
    with pytest.raises(Refused, match="쉬어요"):
        grant_slot(make_place(closed_weekdays=f"{WEDNESDAY}"), club)


def test_until_midnight(club, term):
    place = make_place(closes_at=time(0))
    booking = grant_slot(place, club, 22, 0).bookings.first()
    assert timezone.localtime(booking.ends_at).time() == time(0)
    assert booking.ends_at - booking.starts_at == timedelta(hours=2)
    assert "22:00–24:00" in str(Slot.objects.get())


@pytest.mark.parametrize("who", ["president", "member"])
def test_only_the_union_grants_and_ends(place, club, term, who):
    user = {"president": club.president, "member": make_member(club)}[who]
    with pytest.raises(Refused):
        grant_slot(place, club, by=user)
    slot = grant_slot(place, club)
    with pytest.raises(Refused):
        slot.end(user, "싫어요")
    assert slot.bookings.live().exists()


def test_not_between_terms_nor_for_a_club_that_rests(place, club):
    make_staff()
    with pytest.raises(Refused, match="학기 중"):
        grant_slot(place, club)
    make_window()
    type(club).objects.filter(pk=club.pk).update(status="dormant")
    with pytest.raises(Refused, match="활동 중"):
        grant_slot(place, club)


def test_the_end_cancels_what_is_to_come_and_is_told(place, club, term):
    officer, union, slot = make_officer(club), make_staff(), grant_slot(place, club)
    first = slot.bookings.first()
    past = timezone.now() - timedelta(days=7)
    Booking.objects.filter(pk=first.pk).update(starts_at=past, ends_at=past + timedelta(hours=2))
    with pytest.raises(Refused, match="이유"):
        slot.end(union, "  ")
    slot.end(union, "공사를 해요")
    slot.end(union, "또 말해요")
    states = set(slot.bookings.exclude(pk=first.pk).values_list("state", "reason"))
    assert states == {("cancelled", "공사를 해요")}
    first.refresh_from_db()
    assert first.state == "held"
    (told,) = officer.notifications.filter(kind="booking-revoked")
    assert told.params["reason"] == "공사를 해요"
    assert not place.slots.running().exists()


def test_a_term_that_is_over_leaves_no_slot_running(place, club, term):
    grant_slot(place, club)
    yesterday = timezone.localdate() - timedelta(days=1)
    Term.objects.filter(pk=term.pk).update(ends_on=yesterday)
    assert not Slot.objects.running().exists()


def test_the_union_grants_and_ends_by_its_page(client, place, club, term):
    client.force_login(make_staff())
    url = reverse("slots", args=[place.pk])
    form = {"club": club.pk, "weekday": "2", "begins": "18:00", "ends": "20:00", "purpose": "연습"}
    refused = client.post(url, form | {"ends": "17:00"})
    assert refused.status_code == 422
    assert "연습" in refused.text
    assert client.post(url, form).status_code == 303
    slot = Slot.objects.get()
    assert club.name in client.get(url).text
    conflict = client.post(url, form | {"club": make_club().pk})
    assert conflict.status_code == 422
    assert "이날은 이미 예약이 있어요" in conflict.text
    end = reverse("slot-end", args=[slot.pk])
    assert client.post(end, {"reason": ""}).status_code == 403
    assert client.post(end, {"reason": "공사"}).status_code == 303
    assert "매주 쓰는 동아리가 없어요" in client.get(url).text


@pytest.mark.django_db(transaction=True)
def test_of_two_clubs_that_are_granted_the_same_hours_one_has_them():
    union, place = make_staff(), make_place()
    make_window()
    clubs = [make_club(), make_club()]
    done = at_once(*[lambda club=club: grant_slot(place, club, by=union) for club in clubs])
    assert sorted(type(each) is Slot for each in done) == [False, True]
    assert len(set(Booking.objects.live().values_list("club", flat=True))) == 1
