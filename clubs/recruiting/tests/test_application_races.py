"""Applying and deciding at the same moment."""

import pytest

from clubs.models import Application
from clubs.recruiting.tests.applications import in_days
from kclub.errors import Conflict
from tests.factories import (
    make_application,
    make_club,
    make_officer,
    make_user,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.mark.django_db(transaction=True)
def test_two_applications_at_once_are_one():
    club, user = make_club(), make_user()

    results = at_once(*[lambda: club.apply(user, "안녕")] * 4)

    assert len({application.pk for application in results}) == 1
    assert club.applications.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_approving_and_rejecting_at_once_is_one_of_them(_):
    club = make_club()
    one, other = make_officer(club), make_officer(club)
    application = make_application(club)

    def copy():
        return Application.objects.get(pk=application.pk)

    results = at_once(lambda: copy().approve(by=one), lambda: copy().reject(by=other))

    application.refresh_from_db()
    approved = application.status == Application.Status.APPROVED
    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    assert club.is_member(application.applicant) is approved
    assert application.decided_by == (one if approved else other)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(3))
def test_approving_and_withdrawing_at_once_is_one_of_them(_):
    club = make_club()
    application = make_application(club)

    def copy():
        return Application.objects.get(pk=application.pk)

    results = at_once(lambda: copy().approve(by=club.president), lambda: copy().withdraw())

    application.refresh_from_db()
    assert [isinstance(result, Conflict) for result in results].count(True) == 1
    assert club.is_member(application.applicant) is (application.status == "approved")


@pytest.mark.django_db(transaction=True)
def test_joining_many_times_at_once_is_joining_once():
    club, user = make_club(join_mode="open"), make_user()

    at_once(*[lambda: club.join(user)] * 4)

    assert club.memberships.filter(user=user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_applying_and_closing_at_once_tell_the_truth():
    club, user = make_club(), make_user()

    result, _ = at_once(lambda: club.apply(user), lambda: club.edit(recruiting_until=in_days(-1)))

    assert isinstance(result, Conflict) is not club.applications.exists()
