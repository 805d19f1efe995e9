"""A club may have to have reported what it did in the term before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Term
from clubs.models import ActivityReport, Registration, Rules
from clubs.registration.models.rules import Kind
from clubs.registration.tests.registrations import (
    NUMBERS,
    confirm,
    make_filing,
    make_registration,
    rows_of,
)
from kclub.errors import Refused
from tests.factories import make_club, make_staff

pytestmark = pytest.mark.django_db
State = ActivityReport.State


@pytest.fixture
def term():
    make_staff()
    term = make_filing()
    Rules.objects.filter(term=term).update(min_reports=2)
    return term


@pytest.fixture
def last():
    return make_term("2026-1", days_ago=200)


def make_term(code, days_ago):
    starts_on = timezone.localdate() - timedelta(days=days_ago)
    return Term.objects.create(
        code=code, starts_on=starts_on, ends_on=starts_on + timedelta(days=100)
    )


def make_reports(club, term, count, state=State.ACCEPTED):
    """Make so many reports of two hours, one a day from the first day of the term."""
    for number in range(count):
        starts_at = timezone.now() - (timezone.localdate() - term.starts_on)
        starts_at += timedelta(days=number)
        ActivityReport.objects.create(
            club=club,
            term=term,
            title=f"출사 {number}",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            submitted_at=timezone.now(),
            state=state,
        )


def check_of(registration):
    (check,) = [each for each in registration.checks() if "활동보고서" in each.sentence]
    return check


def test_reports_that_are_missing_are_a_sentence_and_keep_from_filing(club, term, last):
    make_reports(club, last, 1)
    confirm(club, term)
    registration = make_registration(club, term)
    registration.edit(club.president, purpose="사진을 찍어요", plan="한 달에 한 번 출사")
    check = check_of(registration)
    assert (check.sentence, check.met) == ("지난 학기 활동보고서 1 / 2", False)
    assert check.what_helps == "지난 학기에 인정된 것이 1개 모자라요"
    with pytest.raises(Refused, match="지난 학기 활동보고서 1 / 2"):
        registration.submit(club.president)
    make_reports(club, last, 1)
    assert check_of(registration).met
    assert registration.submit(club.president).reports == 2


def test_only_accepted_reports_of_the_last_term_count(club, term, last):
    make_reports(club, last, 1)
    for state in [State.DRAFT, State.SUBMITTED, State.RETURNED]:
        make_reports(club, last, 1, state=state)
    make_reports(club, term, 3)
    make_reports(club, make_term("2025-2", days_ago=400), 3)
    make_reports(make_club(), last, 3)
    assert Registration.objects.begin(club, term).reports == 1


def test_in_the_first_term_there_are_none(club, term):
    assert Registration.objects.begin(club, term).reports == 0


def test_the_board_counts_them_for_all_clubs_in_its_two_queries(
    term, last, django_assert_max_num_queries
):
    clubs = [make_club(), make_club(), make_club()]
    for club, count in zip(clubs, [0, 2, 5], strict=True):
        make_reports(club, last, count)
    with django_assert_max_num_queries(1 + 2):  # one for the rules
        rows = rows_of(term, clubs)
    met = [not any("활동보고서" in check.sentence for check in row.unmet) for row in rows]
    assert met == [False, True, True]


def test_what_was_filed_keeps_its_number(client, club, term, last):
    make_reports(club, last, 2)
    registration = make_registration(club, term, filed=True)
    ActivityReport.objects.first().delete()
    assert registration.last_submission.reports == 2
    assert not check_of(registration).met
    client.force_login(make_staff())
    page = client.get(registration.review_url).text
    assert "지난 학기 활동보고서 2" in page
    assert "지난 학기 활동보고서 1 / 2" in page


def test_the_rule_only_falls_once_it_is_published(client, term):
    with pytest.raises(Refused):
        Rules.objects.set(term, Kind.NEW, NUMBERS | {"min_reports": 3}, reason="더 봐요")
    Rules.objects.set(term, Kind.NEW, {"min_reports": 0}, reason="첫 학기예요")
    assert Rules.objects.get(term=term, applies_to=Kind.NEW).min_reports == 0
    client.force_login(make_staff())
    page = client.get(reverse("rules-edit", args=[term.code, Kind.RENEWAL])).text
    assert "지난 학기에 인정된 활동보고서" in page


def test_the_table_of_the_union_has_them_in_a_column(client, club, term, last):
    make_reports(club, last, 4)
    client.force_login(make_staff())
    answer = client.post(reverse("registrations-csv", args=[term.code]))
    heads, line = answer.getvalue().decode("utf-8-sig").splitlines()[:2]
    assert dict(zip(heads.split(","), line.split(","), strict=True))["지난 학기 활동보고서"] == "4"
