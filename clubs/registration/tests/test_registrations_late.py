"""Where the rules say so, a club that is registered after filing late gets a caution, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Term
from clubs.marks.totals import mark_total
from clubs.models import Mark, Rules, Window
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import NUMBERS, make_filing, make_registration
from kclub.errors import Refused
from tests.factories import make_club, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_filing(kind=Window.Kind.LATE)


@pytest.fixture
def club():
    return make_club("필름로그")


def filed(club, term, warned=True):
    """File a registration late, under rules that say whether that is held against the club."""
    Rules.objects.filter(term=term).update(late_is_warned=warned)
    return make_registration(club, term, filed=True)


def test_a_late_club_gets_a_caution_when_it_is_registered(club, term):
    registration, union = filed(club, term), make_staff()
    assert not Mark.objects.exists()
    registration.accept(union)
    registration.accept(union)
    mark = Mark.objects.get()
    assert (mark.club, mark.term, mark.kind, mark.by) == (club, term, "caution", union)
    assert mark.reason == "등록 신청을 늦게 냈어요."


def test_it_is_not_given_again_when_the_registration_is_reopened(club, term):
    registration = filed(club, term)
    registration.accept(make_staff())
    registration.reopen(make_staff(), "명단을 다시 봐요")
    registration.submit(club.president)
    registration.accept(make_staff())
    assert Mark.objects.count() == 1


@pytest.mark.parametrize("another_runs", [True, False])
def test_it_is_of_the_term_that_the_club_registers_for(club, term, another_runs):
    registration, today = filed(club, term), timezone.localdate()
    Term.objects.filter(pk=term.pk).update(starts_on=today + timedelta(days=5))
    if another_runs:
        Term.objects.add("2026-1", today - timedelta(days=100), today + timedelta(days=4))
    assert bool(Term.objects.current()) == another_runs
    registration.accept(make_staff())
    assert Mark.objects.get().term == term
    assert mark_total(term, club).caution == 1


def test_no_mark_is_dated_back(club, term):
    today = timezone.localdate()
    over = Term.objects.add("2026-1", today - timedelta(days=100), today - timedelta(days=30))
    with pytest.raises(Refused, match="끝난 학기"):
        Mark.objects.give(club, make_staff(), "caution", "그때 늦었어요", term=over)
    assert not Mark.objects.exists()


def test_who_is_in_time_or_whose_rules_do_not_say_so_gets_none(club, term):
    filed(club, term, warned=False).accept(make_staff())
    Window.objects.filter(kind=Window.Kind.LATE).update(kind=Window.Kind.FILE)
    filed(make_club(), term).accept(make_staff())
    assert not Mark.objects.exists()


def test_who_is_not_registered_gets_none(club, term):
    filed(club, term).refuse(make_staff(), "활동이 없었어요")
    assert not Mark.objects.exists()


def test_once_they_are_published_the_rules_do_not_begin_to_say_so(term):
    with pytest.raises(Refused, match="느슨하게만"):
        Rules.objects.set(term, Kind.NEW, NUMBERS | {"late_is_warned": True}, reason="늦어요")
