"""Invites that are accepted and revoked at once, with real threads."""

from functools import partial

import pytest

from clubs.models import Invite
from tests.factories import (
    make_club,
    make_officer,
    make_user,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8  # a race is lost only now and then


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def test_an_invite_for_five_lets_in_five():
    club = make_club()
    invite = club.invite(club.president, max_uses=5)
    people = [make_user() for _ in range(12)]

    at_once(*[partial(fresh(invite).accept, p) for p in people])

    assert club.memberships.count() == 1 + 5
    assert Invite.objects.get().use_count == 5


def test_who_is_made_a_member_again_leaves_no_link_that_leads_in():
    for _ in range(TIMES):
        club = make_club()
        officer, president = make_officer(club), club.president
        membership = club.memberships.get(user=officer)

        at_once(
            partial(fresh(club).invite, officer),
            partial(membership.appoint, president, "member"),
        )

        assert not club.invites.usable().exists()
