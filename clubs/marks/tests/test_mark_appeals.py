"""A president appeals against a mark once, and a second person of the union decides."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.marks.tests.marks import give_mark
from clubs.models import AuditLogEntry, Mark, MarkAppeal
from clubs.term.tests.terms import make_window
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_officer, make_staff
from tests.races import at_once

pytestmark = pytest.mark.django_db
TEXT = "늦게 도착했지만 있었어요"
TIMES = 3  # a race is lost only now and then


@pytest.fixture
def club():
    make_window()
    return make_club("필름로그")


@pytest.fixture
def mark(club):
    return give_mark(club)


@pytest.fixture
def appeal(mark, club):
    return MarkAppeal.objects.make(mark, club.president, TEXT)


def in_days(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def fresh(mark):
    return Mark.objects.get(pk=mark.pk)


def test_an_appeal_waits_for_the_union_which_is_told(appeal, mark):
    assert fresh(mark).open_appeal == appeal
    assert list(Mark.objects.appealed()) == [mark]
    told = Notification.objects.of_kind(kinds.MARK_APPEALED)
    assert all(row.user.is_staff and row.url == mark.review_url for row in told)
    assert told.exists()


def test_appealing_again_changes_nothing(appeal, mark, club):
    assert MarkAppeal.objects.make(fresh(mark), club.president, "또") == appeal
    assert MarkAppeal.objects.get().text == TEXT


def test_only_the_president_appeals_and_says_why(mark, club):
    for by in (make_officer(club), make_staff()):
        with pytest.raises(Refused, match="회장만"):
            MarkAppeal.objects.make(mark, by, TEXT)
    with pytest.raises(Refused, match="이유"):
        MarkAppeal.objects.make(mark, club.president, "  ")
    assert not MarkAppeal.objects.exists()


def test_the_president_who_follows_appeals_and_the_one_before_no_more(mark, club):
    before, after = club.president, make_officer(club)
    type(club).objects.filter(pk=club.pk).update(president=after)
    with pytest.raises(Refused, match="회장만"):
        MarkAppeal.objects.make(mark, before, TEXT)
    assert MarkAppeal.objects.make(fresh(mark), after, TEXT).by == after


def test_there_is_one_appeal_whatever_becomes_of_it(appeal, mark, club):
    mark.keep(make_staff(), "명단에 없었어요")
    with pytest.raises(Refused, match="지금은"):
        MarkAppeal.objects.make(fresh(mark), club.president, "한 번 더 봐 주세요")


def test_credits_lifted_marks_and_past_terms_cannot_be_appealed(club):
    credit, lifted, old = give_mark(club, "credit"), give_mark(club), give_mark(club)
    lifted.lift(make_staff(), "잘못 줬어요")
    for mark in (credit, lifted):
        with pytest.raises(Refused, match="지금은"):
            MarkAppeal.objects.make(fresh(mark), club.president, TEXT)
    with in_days(200), pytest.raises(Refused, match="지금은"):
        MarkAppeal.objects.make(fresh(old), club.president, TEXT)


@pytest.mark.parametrize("verb", ["lift", "keep"])
def test_another_person_than_who_gave_it_decides_with_a_reason(appeal, mark, verb):
    with pytest.raises(Refused, match="처음 결정한 사람이 아닌"):
        getattr(mark, verb)(mark.by, "그냥요")
    with pytest.raises(Refused, match="이유"):
        getattr(mark, verb)(make_staff(), " ")
    second = make_staff()
    getattr(mark, verb)(second, "명단을 다시 봤어요")
    getattr(fresh(mark), verb)(second, "또")
    decided = fresh(mark)
    assert decided.open_appeal is None
    if verb == "lift":
        assert (decided.lifted_by, decided.lifted_reason) == (second, "명단을 다시 봤어요")
    else:
        assert decided.lifted_at is None
        assert (decided.appeal.kept_by, decided.appeal.kept_reason) == (
            second,
            "명단을 다시 봤어요",
        )
    kind = {"lift": kinds.MARK_LIFTED, "keep": kinds.MARK_KEPT}[verb]
    assert {row.user for row in Notification.objects.of_kind(kind)} == {mark.club.president}


def test_the_decision_is_the_last(appeal, mark):
    mark.keep(make_staff(), "명단에 없었어요")
    with pytest.raises(Conflict, match="다른 사람이"):
        fresh(mark).lift(make_staff(), "있었대요")
    with pytest.raises(Conflict, match="다른 사람이"):
        fresh(mark).keep(make_staff(), "저도요")


def test_an_appeal_that_waits_is_decided_after_the_term_too(appeal, mark):
    second = make_staff()
    with in_days(200):
        fresh(mark).lift(second, "방학이지만 봤어요")
    assert fresh(mark).lifted_by == second


@pytest.mark.django_db(transaction=True)
def test_of_two_of_the_union_who_decide_at_once_one_wins():
    for _ in range(TIMES):
        make_window()
        club, first, second = make_club(), make_staff(), make_staff()
        mark = give_mark(club)
        MarkAppeal.objects.make(mark, club.president, TEXT)
        done = at_once(
            partial(fresh(mark).lift, first, "있었어요"),
            partial(fresh(mark).keep, second, "없었어요"),
        )
        assert sum(isinstance(each, Conflict) for each in done) == 1
        decided = fresh(mark)
        assert bool(decided.lifted_at) != bool(decided.appeal.kept_at)
        ends = AuditLogEntry.objects.filter(club=club, action__in=["mark-lifted", "mark-kept"])
        assert ends.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_gives_one_mark_and_makes_one_appeal():
    for _ in range(TIMES):
        make_window()
        club, union = make_club(), make_staff()
        given = at_once(*[partial(give_mark, club, by=union, nonce="a") for _ in range(3)])
        assert len({mark.pk for mark in given}) == club.marks.count() == 1
        make = partial(MarkAppeal.objects.make, by=club.president, text=TEXT)
        made = at_once(*[partial(make, fresh(given[0])) for _ in range(3)])
        assert len({appeal.pk for appeal in made}) == 1


@pytest.mark.django_db(transaction=True)
def test_a_mark_is_lifted_or_appealed_first_and_never_left_between():
    for _ in range(TIMES):
        make_window()
        club, second = make_club(), make_staff()
        mark = give_mark(club)
        appealed, lifted = at_once(
            partial(MarkAppeal.objects.make, fresh(mark), club.president, TEXT),
            partial(fresh(mark).lift, second, "있었어요"),
        )
        assert lifted is None
        assert fresh(mark).open_appeal is None
        assert isinstance(appealed, MarkAppeal | Refused)
