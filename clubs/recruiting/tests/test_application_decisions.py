"""Officers decide applications, and take a decision back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clubs.models import Application, Club
from clubs.recruiting.tests.applications import offered
from kclub.errors import Conflict, Refused
from tests.factories import (
    make_application,
    make_officer,
    make_user,
)

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


# Deciding


def test_approving_makes_a_member_and_tells_them(club, published):
    application = make_application(club)

    with published() as events:
        application.approve(by=club.president)
        application.approve(by=make_officer(club))

    assert club.memberships.filter(user=application.applicant).count() == 1
    assert application.decided_by == club.president
    assert events.count((application.applicant.channel, "notifications-changed")) == 1
    assert events.count((club.officers_channel, "applications-changed")) == 1


def test_of_two_officers_deciding_differently_the_first_wins(club, published):
    application, same_application = make_application(club), Application.objects.get()
    application.reject(by=make_officer(club, "김민지"))
    late = make_officer(club)

    with published() as events, pytest.raises(Conflict, match="김민지님이 먼저 결정했어요"):
        same_application.approve(by=late)

    assert not club.is_member(application.applicant)
    assert events == []


def test_a_withdrawn_application_is_not_decided(club):
    application = make_application(club, make_user("이서연"))
    application.withdraw()

    with pytest.raises(Conflict, match="이서연님이 지원을 취소했어요"):
        application.approve(by=club.president)

    assert not club.is_member(application.applicant)


def test_who_has_lost_their_school_address_is_not_approved(club):
    application = make_application(club)
    application.applicant.unverify()

    with pytest.raises(Conflict, match="인증이 풀렸어요"):
        application.approve(by=club.president)

    assert not club.is_member(application.applicant)


def test_nobody_decides_their_own(club):
    application = make_application(club)

    with pytest.raises(Refused, match="자기 지원서"):
        application.approve(by=application.applicant)


# Taking a decision back


@pytest.mark.parametrize("verb", ["reject", "waitlist", "interview", "approve"])
def test_what_was_just_decided_can_be_undone_and_nobody_has_heard_of_it(club, verb):
    application, officer = make_application(club), make_officer(club)
    noted = {"note": "화요일"} if verb == "interview" else {}
    getattr(application, verb)(by=officer, **noted)

    for _ in range(2):
        application.undo(by=officer)

    application.refresh_from_db()
    assert (application.status, application.decided_by) == ("submitted", None)
    assert not club.is_member(application.applicant)
    assert application.applicant.notifications.count() == 0
    assert application.status_changes.filter(is_undo=True).count() == 1


def test_who_has_read_of_a_decision_is_told_that_it_was_undone(club):
    application = make_application(club)
    application.reject(by=club.president)
    application.applicant.notifications.read()

    application.undo(by=club.president)

    newest = application.applicant.notifications.first()
    assert "되돌렸어요" in str(newest)


def test_who_has_left_again_does_not_hinder_undoing(club):
    application = make_application(club)
    application.approve(by=club.president)
    club.leave(application.applicant)

    application.undo(by=club.president)

    assert Application.objects.get().status == "submitted"


def test_an_applicant_sees_nothing_of_what_was_taken_back(client, club):
    application = make_application(club)
    application.reject(by=club.president, note="미안해요")
    application.undo(by=club.president)
    client.force_login(application.applicant)

    page = client.get(application.get_absolute_url()).text

    assert "함께하지 못해요" not in page
    assert "미안해요" not in page
    assert "지원했어요" in page


def test_in_a_club_the_union_has_closed_nothing_is_decided(club):
    application, waiting = make_application(club), offered(club)
    Club.objects.filter(pk=club.pk).update(status=Club.Status.SUSPENDED)
    application, waiting = [Application.objects.get(pk=a.pk) for a in [application, waiting]]

    for verb in [
        lambda: application.approve(by=club.president),
        lambda: application.reject(by=club.president),
        waiting.accept,
    ]:
        with pytest.raises(Refused, match="닫아 둔"):
            verb()

    waiting.withdraw()
    assert application.status_changes.count() == 1


def test_undoing_leads_back_to_where_it_stood(club):
    application, officer = make_application(club), make_officer(club)
    application.interview(by=officer, note="화요일")
    application.reject(by=club.president)

    application.undo(by=club.president)

    application.refresh_from_db()
    assert (application.status, application.note) == ("interview", "화요일")
    assert application.decided_by == officer


def test_an_offer_out_of_turn_is_not_said_to_be_a_change(club):
    application = make_application(club)
    with pytest.raises(Conflict, match="지금은 할 수 없어요") as refusal:
        application.offer(by=club.president)
    assert "그 사이에" not in str(refusal.value)


def test_a_seat_that_went_to_somebody_else_is_not_offered_again(club):
    waiting, other = offered(club), make_application(club)
    club.recruit(club.president, seats=club.seats_taken())
    waiting = Application.objects.get(pk=waiting.pk)
    waiting.reject(by=club.president)
    Application.objects.get(pk=other.pk).approve(by=club.president)

    with pytest.raises(Conflict, match="자리가 다 찼어요"):
        waiting.undo(by=club.president)


def test_nobody_undoes_anothers_decision_or_an_old_one(club):
    application, officer = make_application(club), make_officer(club)
    application.reject(by=officer)

    with pytest.raises(Conflict, match="1분"):
        application.undo(by=club.president)
    early = timezone.now() - timedelta(seconds=61)
    Application.objects.filter(pk=application.pk).update(decided_at=early)
    with pytest.raises(Conflict, match="1분"):
        application.undo(by=officer)

    assert Application.objects.get().status == "rejected"


def test_what_somebody_else_has_decided_and_undone_since_is_not_undone_again(club):
    application, officer = make_application(club), make_officer(club)
    application.interview(by=club.president, note="화요일")
    application.reject(by=officer, note="다음에 만나요")
    application.undo(by=officer)
    with pytest.raises(Conflict, match="결정했다가 되돌렸어요"):
        application.undo(by=club.president)
    application.refresh_from_db()
    assert (application.status, application.note) == ("interview", "화요일")
    assert [change.status for change in application.timeline] == ["submitted", "interview"]


def test_a_rejection_is_not_undone_once_they_have_applied_again(club):
    application = make_application(club)
    application.reject(by=club.president)
    make_application(club, application.applicant)

    with pytest.raises(Conflict, match="다시 지원했어요"):
        application.undo(by=club.president)
