"""The union gives a club marks: when, by whom, what they come to, and who hears of them."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from accounts import notification_kinds as kinds
from accounts.models import Notification, Term
from clubs.marks.tests.marks import REASON, give_mark
from clubs.marks.totals import CAUTIONS_PER_WARNING, MarkTotal, mark_total, mark_totals
from clubs.models import AuditLogEntry, Mark
from clubs.term.tests.terms import make_window
from kclub.errors import Conflict, Refused
from tests.factories import make_club, make_member, make_officer, make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    return make_window().term


@pytest.fixture
def club(term):
    return make_club("필름로그")


def in_days(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


# Giving ------------------------------------------------------------------------------------


def test_a_mark_is_given_now_and_in_the_running_term(club, term):
    before = timezone.now()
    mark = give_mark(club)
    assert (mark.kind, mark.term, mark.reason) == ("caution", term, REASON)
    assert before <= mark.at <= timezone.now()


def test_between_terms_nothing_is_given(club):
    with in_days(200), pytest.raises(Refused, match="학기 중이 아니에요"):
        Mark.objects.give(club, make_staff(), "caution", REASON)


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_mark_needs_a_reason(club, reason):
    with pytest.raises(Refused, match="이유"):
        give_mark(club, reason=reason)


def test_only_the_union_gives_marks_and_to_no_club_it_runs(club):
    for person in (make_user(), make_member(club), make_officer(club), club.president):
        with pytest.raises(Refused, match="동아리연합회만"):
            give_mark(club, by=person)
    interested = make_staff()
    club.admit(interested)
    give_mark(club, by=interested)  # a member without an office may
    club.memberships.filter(user=interested).update(role="officer")
    with pytest.raises(Refused, match="내가 운영하는"):
        give_mark(club, by=interested)
    assert club.marks.count() == 1


def test_the_same_form_gives_one_mark_and_another_form_another(club):
    union = make_staff()
    first = give_mark(club, by=union, nonce="a")
    assert give_mark(club, by=union, nonce="a") == first
    assert give_mark(club, by=union, nonce="b") != first
    assert give_mark(make_club(), by=union, nonce="a") != first
    assert club.marks.count() == 2


def test_only_credits_have_points(club):
    points = [give_mark(club, kind, points=3).points for kind in ("caution", "warning", "credit")]
    assert points == [1, 1, 3]


def test_there_is_no_way_to_change_or_date_one(club):
    """The only verbs are to give, to lift and to keep; the moment is no argument."""
    with pytest.raises(TypeError):
        give_mark(club, at=timezone.now() - timedelta(days=3))
    verbs = {name for name in vars(Mark) if callable(getattr(Mark, name)) and name.islower()}
    assert not verbs & {"edit", "change", "move", "delete_mark"}


# What they come to -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caution", "warning", "warnings", "left"),
    [(0, 0, 0, 0), (1, 0, 0, 1), (2, 0, 1, 0), (3, 0, 1, 1), (4, 1, 3, 0), (0, 2, 2, 0)],
)
def test_two_cautions_come_to_one_warning(caution, warning, warnings, left):
    total = MarkTotal(caution=caution, warning=warning)
    assert (total.warnings, total.cautions) == (warnings, left)
    assert CAUTIONS_PER_WARNING == 2  # as the sentence beside it says


def test_the_total_is_of_the_term_without_what_was_lifted(club, term):
    for kind in ("caution", "caution", "caution", "warning"):
        give_mark(club, kind)
    give_mark(club, "credit", points=3)
    give_mark(club, "credit", points=2)
    assert mark_total(term, club) == MarkTotal(caution=3, warning=1, credit=5)
    assert mark_total(term, club).sentence == "경고 2회 · 주의 1회 · 가점 5점"
    club.marks.filter(kind="warning").get().lift(make_staff(), "잘못 줬어요")
    assert mark_total(term, club).warnings == 1
    today = timezone.localdate()
    last = Term.objects.add("2026-1", today - timedelta(days=200), today - timedelta(days=100))
    assert mark_total(last, club) == mark_total(None, club) == MarkTotal()


def test_the_totals_of_many_clubs_take_one_query(term, django_assert_num_queries):
    clubs = [make_club() for _ in range(4)]
    for club in clubs[:2]:
        give_mark(club)
    with django_assert_num_queries(1):
        totals = mark_totals(term, clubs)
    assert [totals[club.pk].caution for club in clubs] == [1, 1, 0, 0]


# Who hears of it ---------------------------------------------------------------------------


def test_the_president_and_the_officers_are_told_at_once_and_nobody_else(club):
    officer, member, other = make_officer(club), make_member(club), make_officer(make_club())
    mark = give_mark(club, "warning")
    told = Notification.objects.of_kind(kinds.MARK_GIVEN)
    assert {row.user for row in told} == {club.president, officer}
    assert not Notification.objects.about(mark).filter(user__in=[member, other]).exists()
    row = told.first()
    assert str(row) == f"필름로그 동아리에 경고 하나가 더해졌어요. 이유: {REASON}"
    with translation.override("en"):
        assert str(row) == f"필름로그 has been given a mark: Warning. Reason: {REASON}"


def test_the_log_says_it_to_officers_alone(club):
    mark, union = give_mark(club), make_staff()
    mark.lift(union, "왔던 것을 확인했어요")
    entries = AuditLogEntry.objects.filter(club=club, action__startswith="mark")
    assert [entry.action for entry in entries] == ["mark-lifted", "marked"]
    assert [entry.by for entry in entries] == [union, mark.by]
    assert not entries.visible_to_members().exists()


# Lifting -----------------------------------------------------------------------------------


def test_another_person_lifts_a_mark_with_a_reason(club):
    mark, second = give_mark(club), make_staff()
    with pytest.raises(Refused, match="다른 사람이"):
        mark.lift(mark.by, "잘못 줬어요")
    with pytest.raises(Refused, match="이유"):
        mark.lift(second, "  ")
    mark.lift(second, "왔던 것을 확인했어요")
    mark.lift(second, "또")  # a second click
    mark.refresh_from_db()
    assert (mark.lifted_by, mark.lifted_reason) == (second, "왔던 것을 확인했어요")
    assert mark.reason == REASON  # what it said stays
    assert Notification.objects.of_kind(kinds.MARK_LIFTED).count() == 1


def test_nobody_lifts_a_mark_of_a_club_they_run(club):
    mark, interested = give_mark(club), make_staff()
    club.admit(interested)
    club.memberships.filter(user=interested).update(role="officer")
    for person in (interested, club.president, make_member(club)):
        with pytest.raises(Refused):
            mark.lift(person, "없애 주세요")
    assert Mark.objects.counted().count() == 1


def test_what_one_has_lifted_another_cannot_lift_again(club):
    mark = give_mark(club)
    mark.lift(make_staff(), "왔던 것을 확인했어요")
    with pytest.raises(Conflict, match="다른 사람이 결정했어요"):
        Mark.objects.get().lift(make_staff(), "저도요")


def test_a_mark_of_a_term_that_is_over_stays_as_it_is(club):
    mark, second = give_mark(club), make_staff()
    with in_days(200), pytest.raises(Refused, match="끝난 학기"):
        mark.lift(second, "이제라도요")


def test_only_an_appeal_is_answered_by_keeping_the_mark(club):
    with pytest.raises(Refused, match="아직 이의를"):
        give_mark(club).keep(make_staff(), "그대로 둬요")
