"""Bookings: who makes them, who decides about them, and who hears of it."""

import pytest
import time_machine

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.models import AuditLogEntry, Booking, Club
from clubs.places.tests.places import at, begun, book, make_place
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def club():
    return make_club("필름로그")


@pytest.fixture
def place():
    return make_place(name="연습실")


@pytest.fixture
def asked(club):
    return book(make_place(name="소극장", by_agreement=True), club)


def kinds_told(user):
    return set(Notification.objects.filter(user=user).values_list("kind", flat=True))


def actions(club):
    return list(club.audit_log_entries.order_by("pk").values_list("action", flat=True))


# Booking -----------------------------------------------------------------------------------


def test_an_officer_books_and_the_club_has_it_at_once(club, place):
    officer = make_officer(club)
    booking = book(place, club, by=officer)
    assert (booking.state, booking.by, booking.units) == ("held", officer, 1)
    assert (booking.starts_at, booking.ends_at) == (at(10), at(12))
    assert AuditLogEntry.Action.BOOKED in actions(club)


def test_where_the_union_has_to_agree_it_is_asked(asked):
    assert asked.state == "asked"
    assert list(Booking.objects.asked()) == [asked]


def test_the_union_is_told_of_what_is_asked(club):
    union = make_staff()
    book(make_place(by_agreement=True), club)
    assert kinds.BOOKING_ASKED.name in kinds_told(union)


def test_only_those_who_run_the_club_book(club, place):
    for person in (make_user(), make_member(club), make_staff(), make_club().president):
        with pytest.raises(Refused, match="회장과 운영진만"):
            book(place, club, by=person)
    assert not Booking.objects.exists()


@pytest.mark.parametrize("status", ["dormant", "suspended", "archived", "submitted"])
def test_only_active_clubs_book(club, place, status):
    Club.objects.filter(pk=club.pk).update(status=status)
    with pytest.raises(Refused):
        book(place, club)
    assert not Booking.objects.exists()


@pytest.mark.parametrize("purpose", ["", "  ", "\n"])
def test_a_booking_says_what_it_is_for(club, place, purpose):
    with pytest.raises(Refused, match="무엇을 할지"):
        book(place, club, purpose=purpose)


def test_the_same_again_is_the_first(club, place):
    first = book(place, club)
    assert book(place, club, purpose="다른 말") == first
    assert Booking.objects.count() == 1
    assert actions(club).count(AuditLogEntry.Action.BOOKED) == 1


# Overlap -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("begins", "ends"), [(9, 11), (11, 13), (10, 11), (11, 12), (10, 12)])
def test_nobody_books_into_another_booking(club, place, begins, ends):
    book(place, make_club())
    with pytest.raises(Conflict, match="다른 예약이 있어요"):
        book(place, club, begins, ends)


@pytest.mark.parametrize(("begins", "ends"), [(9, 10), (12, 13)])
def test_one_may_begin_as_the_other_ends(club, place, begins, ends):
    book(place, make_club())
    assert book(place, club, begins, ends).state == "held"


def test_another_place_and_another_day_are_free(club, place):
    book(place, make_club())
    assert book(make_place(), club)
    assert book(place, club, days=2)


def test_what_is_asked_keeps_the_time(asked):
    with pytest.raises(Conflict):
        book(asked.place, make_club())


def test_a_declined_or_cancelled_booking_leaves_it(asked):
    asked.decline(make_staff(), "그날 점검이 있어요")
    again = book(asked.place, make_club())
    again.cancel(again.club.president)
    assert book(asked.place, make_club())


def test_units_are_lent_as_long_as_there_are_some(club):
    projector = make_place(name="프로젝터", kind="equipment", units=3, day_hours=6)
    book(projector, make_club(), 10, 11)
    book(projector, make_club(), 11, 12)
    assert book(projector, club, 10, 12, units=2).units == 2  # never more than three at once
    with pytest.raises(Conflict, match="다른 예약이 있어요"):
        book(projector, make_club(), 11, 12)


def test_how_many_are_left_is_said(club):
    projector = make_place(units=3, day_hours=12)
    book(projector, make_club(), units=1)
    with pytest.raises(Conflict, match="2개만 남아"):
        book(projector, club, units=3)


@pytest.mark.parametrize("units", [0, -1])
def test_less_than_one_unit_is_none(club, place, units):
    with pytest.raises(Refused, match="하나 이상"):
        book(place, club, units=units)


# Deciding ----------------------------------------------------------------------------------


def test_the_union_agrees_and_the_officers_hear_of_it(asked):
    asked.agree(make_staff())
    assert asked.state == "held"
    assert kinds.BOOKING_AGREED.name in kinds_told(asked.club.president)
    assert AuditLogEntry.Action.BOOKING_AGREED in actions(asked.club)
    assert not Booking.objects.asked().exists()


def test_the_union_declines_with_a_reason(asked):
    asked.decline(make_staff(), "그날 점검이 있어요")
    assert asked.state == "declined"
    told = Notification.objects.get(user=asked.club.president, kind="booking-declined")
    assert told.params["reason"] == "그날 점검이 있어요"
    assert AuditLogEntry.Action.BOOKING_DECLINED in actions(asked.club)


@pytest.mark.parametrize("verb", ["decline", "revoke"])
def test_a_reason_is_needed(asked, verb):
    with pytest.raises(Refused, match="이유를 적어"):
        getattr(asked, verb)(make_staff(), "  ")


def test_nobody_else_decides(asked):
    for person in (make_user(), make_officer(asked.club), asked.club.president):
        with pytest.raises(Refused, match="동아리연합회만"):
            asked.agree(person)
        with pytest.raises(Refused, match="동아리연합회만"):
            asked.decline(person, "왜")
        with pytest.raises(Refused, match="동아리연합회만"):
            asked.revoke(person, "왜")
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_deciding_again_changes_nothing_and_otherwise_is_a_conflict(asked):
    first, second = make_staff(), make_staff()
    asked.agree(first)
    asked.agree(second)
    assert asked.decided_by == first
    with pytest.raises(Conflict, match="다른 사람이 결정했어요"):
        asked.decline(second, "안 돼요")
    assert Notification.objects.filter(kind="booking-agreed").count() == 1


def test_once_it_has_begun_nobody_agrees(asked):
    begun(asked)
    with pytest.raises(Refused, match="이미 시작해서"):
        asked.agree(make_staff())
    assert not Booking.objects.asked().exists()


# Cancelling --------------------------------------------------------------------------------


def test_officers_cancel_until_it_begins(club, place):
    booking = book(place, club)
    booking.cancel(make_officer(club))
    booking.cancel(club.president)  # again
    assert booking.state == "cancelled"
    assert actions(club).count(AuditLogEntry.Action.BOOKING_CANCELLED) == 1


def test_what_has_begun_is_not_cancelled(club, place):
    booking = book(place, club)
    with time_machine.travel(at(10), tick=False):
        assert not booking.may_be_cancelled
        with pytest.raises(Refused, match="이미 시작해서"):
            booking.cancel(club.president)


def test_others_do_not_cancel(club, place):
    booking = book(place, club)
    for person in (make_user(), make_member(club), make_staff(), make_club().president):
        with pytest.raises(Refused, match="회장과 운영진만"):
            booking.cancel(person)
    assert booking.state == "held"


def test_the_union_revokes_with_a_reason_that_is_told(club, place):
    booking = book(place, club)
    booking.revoke(make_staff(), "전기 공사를 해요")
    assert booking.state == "cancelled"
    told = Notification.objects.get(user=club.president, kind="booking-revoked")
    assert told.params["reason"] == "전기 공사를 해요"
    assert AuditLogEntry.Action.BOOKING_REVOKED in actions(club)


# Used or not -------------------------------------------------------------------------------


@pytest.mark.parametrize(("used", "state"), [(True, "used"), (False, "missed")])
def test_officers_and_the_union_say_if_it_was_used(club, place, used, state):
    for person in (make_officer(club), make_staff()):
        booking = begun(book(place, club))
        booking.report(person, used=used)
        booking.report(person, used=used)
        assert booking.state == state
        Booking.objects.all().delete()


def test_before_it_begins_nobody_knows(club, place):
    booking = book(place, club)
    with pytest.raises(Refused, match="아직 시작하지 않았어요"):
        booking.report(club.president, used=True)


def test_it_is_said_once(club, place):
    booking = begun(book(place, club))
    booking.report(club.president, used=True)
    with pytest.raises(Conflict):
        booking.report(make_staff(), used=False)


def test_others_say_nothing(club, place):
    booking = begun(book(place, club))
    for person in (make_user(), make_member(club), make_club().president):
        with pytest.raises(Refused, match="회장과 운영진만"):
            booking.report(person, used=True)


def test_a_booking_in_words(club, place):
    booking = book(place, club)
    assert str(booking).startswith("연습실 · ")
    assert booking.names["en"] != booking.names["ko"]
