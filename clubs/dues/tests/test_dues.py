"""Officers set dues and note who has paid; who may, whom they remind, and what they may not write."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.dues.account_numbers import looks_like_account
from clubs.dues.tests.dues import set_dues
from clubs.models import Club, Dues, PaidDues
from clubs.term.tests.terms import make_window
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
TIMES = 3  # a race is lost only now and then


@pytest.fixture
def club():
    make_window()
    return make_club("필름로그")


@pytest.fixture
def dues(club):
    return set_dues(club)


@pytest.fixture
def member(club):
    return make_member(club)


def in_days(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


# Setting them ------------------------------------------------------------------------------


def test_there_are_dues_of_a_club_once_a_term(club, dues):
    assert (dues.amount, dues.note, dues.term.code) == (20_000, "카메라 수리에 써요", "2026-2")
    assert set_dues(club, make_officer(club), amount=15_000) == dues
    assert Dues.objects.get().amount == 15_000
    assert Dues.objects.current(club) == dues
    assert Dues.objects.current(make_club()) is None


def test_only_officers_set_them(club):
    for person in (make_user(), make_member(club), make_officer(make_club()), make_staff()):
        with pytest.raises(Refused, match="운영진만"):
            set_dues(club, person)
    assert not Dues.objects.exists()


@pytest.mark.parametrize("days", [-21, 91, 400])
def test_they_are_due_within_the_term(club, days):
    with pytest.raises(Refused, match="이번 학기 안에"):
        set_dues(club, due_on=timezone.localdate() + timedelta(days=days))


def test_between_terms_and_in_a_closed_club_nothing_is_set(club):
    with in_days(200), pytest.raises(Refused, match="학기 중이 아니에요"):
        Dues.objects.set(club, club.president, 1000, timezone.localdate())
    Club.objects.filter(pk=club.pk).update(status="suspended")
    with pytest.raises(Refused):
        set_dues(club)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("국민 123456-78-901234로 보내 주세요", True),
        ("신한 110 123 456789", True),
        ("카카오뱅크 3333011234567", True),
        ("３３３３－０１－１２３４５６７", True),
        ("1 1 0 1 2 3 4 5 6 7 8", True),
        ("110.123.456789", True),
        ("2012-12-345678", True),  # no day
        ("110-\u200b123-\u200b456789", True),
        ("20,000원을 10월까지", False),
        ("2026-09-01부터 2026-12-20까지", False),
        ("2026.9.1-2026.12.20", False),
        ("304호에서 14:00에 받아요", False),
        ("", False),
    ],
)
def test_the_number_of_an_account_is_not_kept(club, text, refused):
    assert looks_like_account(text) == refused
    if refused:
        with pytest.raises(Refused, match="계좌번호처럼"):
            set_dues(club, note=text)
        assert not Dues.objects.exists()
    else:
        assert set_dues(club, note=text).note == text


# Who has paid ------------------------------------------------------------------------------


def test_an_officer_notes_that_a_member_has_paid_and_takes_it_back(club, dues, member):
    membership, officer = club.membership_of(member), make_officer(club)
    for _click in range(2):
        dues.mark(membership, officer, is_paid=True)
    assert dues.has_paid(member)
    assert not dues.has_paid(officer)
    assert PaidDues.objects.get().by == officer
    for _click in range(2):
        dues.mark(membership, club.president, is_paid=False)
    assert not dues.has_paid(member)


def test_nobody_else_notes_anything(club, dues, member):
    membership = club.membership_of(member)
    for person in (member, make_user(), make_staff(), make_officer(make_club())):
        with pytest.raises(Refused, match="운영진만"):
            dues.mark(membership, person, is_paid=True)
    assert not PaidDues.objects.exists()


def test_members_of_another_club_are_not_noted(club, dues):
    other = make_club()
    membership = other.membership_of(make_member(other))
    dues.mark(membership, club.president, is_paid=True)
    assert not PaidDues.objects.exists()


def test_after_the_term_it_stays_as_it_is(club, dues, member):
    with in_days(200), pytest.raises(Refused, match="끝난 학기"):
        dues.mark(club.membership_of(member), club.president, is_paid=True)


@pytest.mark.parametrize("how", ["leave", "close", "remove"])
def test_it_goes_with_the_member(club, dues, member, how):
    dues.mark(club.membership_of(member), club.president, is_paid=True)
    match how:
        case "leave":
            club.leave(member)
        case "close":
            member.close_account()
        case "remove":
            club.remove(member, by=club.president, reason="연락이 되지 않아요")
    assert not PaidDues.objects.exists()


# Reminding ---------------------------------------------------------------------------------


def test_who_has_not_paid_is_reminded_once_in_three_days(club, dues, member):
    paid, officer = make_member(club), make_officer(club)
    dues.mark(club.membership_of(paid), officer, is_paid=True)
    assert dues.remind(officer) == 2  # the member and the president
    assert dues.remind(club.president) == 0
    told = Notification.objects.of_kind(kinds.DUES_ASKED)
    assert {row.user for row in told} == {member, club.president}
    assert str(told.first()) == "필름로그 회비를 아직 내지 않았어요."
    with in_days(2):
        assert dues.remind(officer) == 0
    with in_days(3.01):
        assert dues.remind(officer) == 2


def test_nobody_is_reminded_where_there_is_nothing_to_pay(club, member):
    assert set_dues(club, amount=0).remind(club.president) == 0


def test_only_officers_remind(club, dues, member):
    for person in (member, make_staff()):
        with pytest.raises(Refused, match="운영진만"):
            dues.remind(person)


# Races -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_note_the_same_at_once_note_it_once():
    for _ in range(TIMES):
        club = make_club()
        dues, officer = set_dues(club), make_officer(club)
        membership = club.membership_of(make_member(club))
        marks = [
            partial(dues_of(club).mark, membership, by, True) for by in (club.president, officer)
        ]
        assert at_once(*marks) == [None, None]
        assert dues.paid.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_set_or_remind_at_once_do_it_once():
    for _ in range(TIMES):
        make_window()
        club = make_club()
        make_member(club)
        officer = make_officer(club)
        made = at_once(partial(set_dues, club), partial(set_dues, club, officer))
        assert made[0] == made[1]
        told = at_once(*[partial(dues_of(club).remind, by) for by in (club.president, officer)])
        assert sorted(told)[0] == 0
        assert sum(told) > 0


def dues_of(club):
    return Dues.objects.get(club=club)
