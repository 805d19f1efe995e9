"""The seats of a club, and offers of them, which end."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from clubs.directory.viewer_status import ViewerStatus
from clubs.models import Answer, Application
from clubs.recruiting.tests.applications import (
    ask,
    in_days,
    make_officer_without_seat,
    offered,
    offered_answering,
    url,
)
from kclub.errors import Conflict
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_user,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


# Seats


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(2))
def test_fifty_join_ten_seats_and_ten_are_in(_):
    club = make_club(join_mode="open", seats=10)
    students = [make_user() for _ in range(50)]

    results = at_once(*[lambda user=user: club.join(user) for user in students])

    full = [result for result in results if isinstance(result, Conflict)]
    assert {str(conflict) for conflict in full} == {"자리가 다 찼어요. 10/10"}
    assert len(full) == 40
    assert club.memberships.exclude(user=club.president).count() == 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_two_officers_approve_two_for_the_last_seat_and_one_is_in(_):
    club = make_club(seats=1)
    one, other = make_application(club), make_application(club)
    first, second = make_officer_without_seat(club), make_officer_without_seat(club)

    results = at_once(lambda: one.approve(by=first), lambda: other.approve(by=second))

    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    assert club.applications.filter(status="approved").count() == 1
    assert club.memberships.filter(user__in=[one.applicant, other.applicant]).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_two_approvals_at_once_are_one(_):
    club = make_club()
    application = make_application(club)
    officers = [make_officer(club) for _ in range(4)]

    def copy():
        return Application.objects.get(pk=application.pk)

    results = at_once(*[lambda by=by: copy().approve(by=by) for by in officers])

    assert results == [None] * 4
    assert application.status_changes.filter(status="approved").count() == 1
    assert club.memberships.filter(user=application.applicant).count() == 1
    assert application.applicant.notifications.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_taking_a_seat_and_giving_it_up_at_once_is_one_of_them(_):
    club = make_club(seats=1)
    application = offered(club)

    def copy():
        return Application.objects.get(pk=application.pk)

    results = at_once(lambda: copy().accept(), lambda: copy().withdraw())

    application.refresh_from_db()
    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    assert club.is_member(application.applicant) is (application.status == "approved")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_who_answers_while_questions_change_has_answered_what_they_saw(_):
    club = make_club(join_mode="application")
    why, user = ask(club), make_user()
    seen = club.questionnaire
    make_application(club, answers=[(why, "처음이에요")], questionnaire=seen)

    results = at_once(
        lambda: club.apply(user, answers=[(why, "좋아서요")], questionnaire=seen),
        lambda: why.change(club.president, text="학번이 뭔가요?"),
    )

    told = isinstance(results[0], Conflict)
    assert club.applications.of(user).exists() is not told
    assert not told or "질문이 바뀌었어요" in str(results[0])
    answered = [a.question.text for a in Answer.objects.select_related("question")]
    assert set(answered) == {"왜 들어오고 싶나요?"}


def test_only_who_came_since_recruiting_began_takes_a_seat(club):
    old = make_member(club)
    club.memberships.filter(user=old).update(joined_at=timezone.now() - timedelta(days=30))
    club.recruit(club.president, seats=1, recruiting_from=in_days(-2))
    assert club.seats_taken() == 0

    make_application(club).approve(by=club.president)
    assert club.is_full
    with pytest.raises(Conflict, match="자리가 다 찼어요"):
        make_application(club).approve(by=club.president)

    club.recruit(club.president, seats=2)
    make_application(club).approve(by=club.president)


def test_an_offer_holds_its_seat_until_it_ends(club):
    club.recruit(club.president, seats=1)
    application, other = offered(club), make_application(club)
    with pytest.raises(Conflict, match="자리가 다 찼어요"):
        other.approve(by=club.president)

    club.applications.filter(pk=application.pk).update(offer_ends_at=timezone.now())
    with pytest.raises(Conflict, match="지났어요"):
        application.accept()
    other.approve(by=club.president)

    assert not club.is_member(application.applicant)


def test_a_full_club_that_is_open_says_so(client, user):
    club = make_club(join_mode="open", seats=1)
    club.join(make_user())
    client.force_login(user)

    button = ViewerStatus(club, user).button
    assert (str(button.label), str(button.reason)) == ("모집 마감", "자리가 다 찼어요.")
    assert client.post(url("join", club)).status_code == 409
    assert not club.is_member(user)


# Once a day


def test_once_a_day_offers_end_and_what_nobody_needs_is_forgotten(club):
    why = ask(club)
    club.edit(join_mode="application")
    old, fresh, waiting = [
        make_application(club, answers=[(why, "비밀")], questionnaire=club.questionnaire)
        for _ in range(3)
    ]
    old.reject(by=club.president)
    fresh.reject(by=club.president)
    ended, held = offered_answering(club), offered_answering(club)
    long_ago = timezone.now() - timedelta(days=91)
    Application.objects.filter(pk=old.pk).update(decided_at=long_ago, message="비밀")
    Application.objects.filter(pk=waiting.pk).update(submitted_at=long_ago)
    Application.objects.filter(pk=ended.pk).update(offer_ends_at=timezone.now())
    club.save_draft(make_user(), "옛날")
    club.drafts.update(saved_at=timezone.now() - timedelta(days=31))
    club.save_draft(make_user(), "오늘")

    for _ in range(2):
        call_command("daily", stdout=StringIO())

    old.refresh_from_db()
    assert (old.message, old.answers.count()) == ("", 0)
    assert [a.answers.count() for a in [fresh, waiting]] == [1, 1]
    statuses = [Application.objects.get(pk=a.pk).status for a in [ended, held]]
    assert statuses == ["expired", "offered"]
    assert [draft.message for draft in club.drafts.all()] == ["오늘"]
