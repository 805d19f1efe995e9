"""A certificate says what somebody has confirmed, stays as it is, and ends with its person's wish."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import Term
from clubs.certificates.masking import masked
from clubs.certificates.models.certificates import CODE_LENGTH, CODE_LETTERS, new_code
from clubs.certificates.tests.certificates import confirm_as, make_certificate
from clubs.models import Certificate, Club, Confirmation, Event
from clubs.reports.tests.activity_reports import make_past_event
from clubs.term.term_erasing import erase_old_terms
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
def member(club):
    return make_member(club, "김민수")


def old_confirmation(club, user, code, years_ago, role="member"):
    """Store that the user has confirmed the club in a term so many years ago. Returns it."""
    starts_on = timezone.localdate() - timedelta(days=365 * years_ago)
    term = Term.objects.add(code, starts_on, starts_on + timedelta(days=100))
    window = make_window()
    return Confirmation.objects.create(
        club=club, user=user, term=term, window=window, role_then=role
    )


# What it says ------------------------------------------------------------------------------


def test_it_says_the_terms_the_role_then_and_how_often_they_came(club, member):
    old_confirmation(club, member, "2024-2", 2, role="officer")
    make_past_event(club, member)
    certificate = make_certificate(club, member)
    assert (certificate.name, certificate.club_name) == ("김민수", "필름로그")
    assert certificate.terms == [
        {"term": "2024-2", "role": "officer", "attended": 0},
        {"term": "2026-2", "role": "member", "attended": 1},
    ]
    assert [each["role"] for each in certificate.shown_terms] == ["운영진", "부원"]
    assert certificate.attended == 1


def test_only_what_counts_of_attendances_and_of_this_club_is_said(club, member):
    other = make_club()
    other.admit(member)
    make_past_event(other, member)
    struck, cancelled, came = (make_past_event(club, member) for _event in range(3))
    struck.attendances.get(user=member).strike()
    Event.objects.filter(pk=cancelled.pk).update(cancelled_at=timezone.now())
    assert came.attendances.counted().count() == 1
    assert make_certificate(club, member).attended == 1


def test_who_has_confirmed_nothing_gets_none(club, member):
    for user in (member, make_user(), club.president):
        with pytest.raises(Refused, match="확인한 학기가 없어요"):
            Certificate.objects.issue(club, user)


def test_others_confirmations_are_not_mine(club, member):
    make_certificate(club, make_member(club))
    with pytest.raises(Refused):
        Certificate.objects.issue(club, member)


# The same again, and what is new -----------------------------------------------------------


def test_the_same_again_is_the_same_certificate(club, member):
    first = make_certificate(club, member)
    assert Certificate.objects.issue(club, member) == first
    assert Certificate.objects.count() == 1


def test_what_has_changed_makes_another_and_leaves_the_first_as_it_was(club, member):
    first = make_certificate(club, member)
    old_confirmation(club, member, "2024-2", 2)
    second = Certificate.objects.issue(club, member)
    assert second != first
    assert len(second.terms) == 2
    first.refresh_from_db()
    assert (len(first.terms), first.revoked_at) == (1, None)


def test_it_is_frozen_whatever_becomes_of_names_roles_and_confirmations(club, member):
    certificate = make_certificate(club, member)
    Club.objects.get(pk=club.pk).rename(make_staff(), "사진 연구회")
    club.membership_of(member).appoint(club.president, "officer")
    member.set_display_name("다른 이름")
    member.save()
    Confirmation.objects.all().delete()
    certificate.refresh_from_db()
    assert (certificate.club_name, certificate.name) == ("필름로그", "김민수")
    assert certificate.terms[0]["role"] == "member"


def test_it_outlives_what_is_erased_after_some_terms(club, member):
    for number, years in enumerate((3, 4, 5), 1):
        old_confirmation(club, member, f"20{23 - number}-2", years)
    certificate = make_certificate(club, member)
    assert erase_old_terms() > 0
    certificate.refresh_from_db()
    assert len(certificate.terms) == 4


def test_who_has_left_the_club_still_gets_one(club, member):
    confirm_as(club, member)
    club.leave(member)
    certificate = Certificate.objects.issue(club, member)
    assert certificate.terms[0]["term"] == "2026-2"


def test_a_club_that_is_closed_stays_in_the_history_of_its_people(club, member):
    confirm_as(club, member)
    Club.objects.filter(pk=club.pk).update(status="archived")
    assert Certificate.objects.issue(club, member).club_name == "필름로그"


# Codes -------------------------------------------------------------------------------------


def test_nobody_guesses_a_code():
    codes = {new_code() for _code in range(500)}
    assert len(codes) == 500
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert len(CODE_LETTERS) ** CODE_LENGTH > 2**79
    assert set("".join(codes)) <= set(CODE_LETTERS)
    assert not set("01IO") & set(CODE_LETTERS)


# Ending it ---------------------------------------------------------------------------------


def test_the_person_alone_revokes_it_for_good(club, member):
    certificate = make_certificate(club, member)
    for person in (club.president, make_officer(club), make_staff()):
        with pytest.raises(Refused, match="본인만"):
            certificate.revoke(person)
    certificate.revoke(member)
    at = certificate.revoked_at
    certificate.revoke(member)
    assert certificate.revoked_at == at is not None
    again = Certificate.objects.issue(club, member)
    assert again != certificate
    assert again.code != certificate.code


def test_closing_the_account_revokes_it_and_forgets_whose_it_was(club, member):
    certificate = make_certificate(club, member)
    other = make_certificate(club, make_member(club, "이서연"))
    member.close_account()
    certificate.refresh_from_db()
    assert certificate.revoked_at
    assert (certificate.user, certificate.name, certificate.terms) == (None, "", [])
    other.refresh_from_db()
    assert (other.name, other.revoked_at) == ("이서연", None)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one():
    for _ in range(TIMES):
        club = make_club()
        member = make_member(club)
        confirm_as(club, member)
        made = at_once(*[partial(Certificate.objects.issue, club, member) for _ in range(3)])
        assert len({each.pk for each in made}) == 1
        assert Certificate.objects.filter(user=member).count() == 1


# Masked names ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("김민수", "김○수"),
        ("김수", "김○"),
        ("남궁민수", "남궁○수"),
        ("황보", "황○"),
        ("김 민수", "김 ○수"),
        ("김", "○"),
        ("王小明", "王○明"),
        ("John Smith", "J○○○ S○○○○"),
        ("Émile", "É○○○○"),
        ("J", "○"),
        ("J K", "J K"),
        ("학생 12", "학○ 1○"),
        ("김Min", "김○○○"),
        ("", ""),
    ],
)
def test_a_name_is_masked(name, shown):
    assert masked(name) == shown
