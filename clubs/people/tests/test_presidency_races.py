"""Offers, claims and closing accounts at once, with real threads."""

from functools import partial

import pytest

from clubs.models import Club
from kclub.errors import Refused
from tests.factories import (
    make_club,
    make_member,
    make_officer,
    make_staff,
    unverified,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8  # a race is lost only now and then


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def president_of(club):
    return Club.objects.select_related("president").get(pk=club.pk).president


def test_of_two_asked_at_once_one_is():
    for _ in range(TIMES):
        club = make_club()
        one, other = make_member(club), make_member(club)
        president = club.president

        at_once(
            partial(fresh(club).offer_presidency, one, by=president),
            partial(fresh(club).offer_presidency, other, by=president),
        )
        asked = club.offers.get().successor
        assert asked in (one, other)
        offers = [club.offers.get() for _each in range(3)]
        at_once(*[partial(offer.accept, asked) for offer in offers])

        assert president_of(club) == asked
        assert club.audit_log_entries.filter(action="handed-over").count() == 1


def test_two_claims_granted_at_once_make_one_president():
    for _ in range(TIMES):
        club = make_club()
        unverified(club.president)
        claims = [club.claim(make_officer(club), "제가 할게요") for _ in range(2)]
        staff = [make_staff() for _ in claims]

        at_once(*[partial(fresh(c).grant, by=s) for c, s in zip(claims, staff, strict=True)])

        granted = [claim for claim in club.claims.all() if claim.status == "granted"]
        assert len(granted) == 1
        assert president_of(club) == granted[0].claimant


def test_an_offer_taken_back_as_it_is_accepted_ends_one_way():
    for _ in range(TIMES):
        club = make_club()
        before, successor = club.president, make_member(club)
        offer = club.offer_presidency(successor, by=before)

        same = fresh(offer)
        answers = at_once(partial(same.accept, successor), partial(offer.take_back, before))

        refused = isinstance(answers[0], Refused)
        assert president_of(club) == (before if refused else successor)
        assert not club.offers.exists()


def test_who_is_demoted_as_they_accept_is_an_officer_if_they_preside():
    for _ in range(TIMES):
        club = make_club()
        before, successor = club.president, make_officer(club)
        offer = club.offer_presidency(successor, by=before)
        membership = club.memberships.select_related("club").get(user=successor)

        at_once(
            partial(offer.accept, successor),
            partial(membership.appoint, before, "member"),
        )

        assert president_of(club) == successor
        assert club.memberships.get(user=successor).is_officer


def test_no_club_is_handed_to_an_account_that_closes():
    for _ in range(TIMES):
        club = make_club()
        before, successor = club.president, make_member(club)
        offer = club.offer_presidency(successor, by=before)

        at_once(
            partial(offer.accept, successor),
            fresh(successor).close_account,
        )

        closed = fresh(successor).closed_at is not None
        assert president_of(club) == (before if closed else successor)
        assert club.memberships.filter(user=successor).exists() is not closed


def test_a_president_who_closes_as_they_hand_over_leaves_a_president_behind():
    for _ in range(TIMES):
        club = make_club()
        before, successor = club.president, make_member(club)
        offer = club.offer_presidency(successor, by=before)

        at_once(
            partial(offer.accept, successor),
            fresh(before).close_account,
        )

        assert president_of(club).closed_at is None
        assert club.memberships.filter(user=president_of(club)).exists()
