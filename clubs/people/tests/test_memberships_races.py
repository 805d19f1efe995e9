"""Bans, admissions and closing accounts at once, with real threads."""

from functools import partial

import pytest

from accounts.models import User
from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_user,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8  # a race is lost only now and then


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_who_is_banned_as_they_join_is_no_member():
    for _ in range(TIMES):
        club = make_club(join_mode="open")
        user, president, invite = make_user(), club.president, club.invite(club.president)

        at_once(
            partial(fresh(club).join, user),
            partial(fresh(invite).accept, user),
            partial(fresh(club).ban, user, by=president),
        )

        assert club.is_banned(user)
        assert not club.memberships.filter(user=user).exists()


def test_who_is_banned_as_they_are_approved_is_no_member():
    for _ in range(TIMES):
        club = make_club()
        application, officer = make_application(club), make_officer(club)
        applicant, president = application.applicant, club.president

        at_once(
            partial(fresh(application).approve, by=officer),
            partial(fresh(club).ban, applicant, by=president),
        )

        assert club.is_banned(applicant)
        assert not club.memberships.filter(user=applicant).exists()
        assert not club.applications.undecided().exists()


def test_who_closes_their_account_as_they_are_approved_is_no_member():
    for _ in range(TIMES):
        club = make_club()
        application, officer = make_application(club), make_officer(club)

        at_once(
            partial(fresh(application).approve, by=officer),
            fresh(application.applicant).close_account,
        )

        user = User.objects.get(pk=application.applicant_id)
        assert user.closed_at is None or not user.memberships.exists()


def test_two_who_ban_at_once_ban_once():
    club = make_club()
    user, officers = make_member(club), [make_officer(club) for _ in range(4)]

    at_once(*[partial(fresh(club).ban, user, by=o) for o in officers])

    assert club.bans.count() == 1
    assert user.notifications.count() == 1
