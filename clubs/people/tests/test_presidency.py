"""Handing the presidency over: offers, and who may accept them."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from clubs.models import AuditLogEntry, Club
from kclub.errors import Conflict, Gone, Refused
from tests.factories import (
    make_club,
    make_member,
    make_officer,
    make_user,
    unverified,
)

pytestmark = pytest.mark.django_db
Action = AuditLogEntry.Action
A_WEEK = timedelta(days=7, minutes=1)


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def actions(club):
    return list(club.audit_log_entries.order_by("pk").values_list("action", flat=True))[1:]


def told(user):
    return [str(notification) for notification in user.notifications.all()]


def president_of(club):
    return Club.objects.get(pk=club.pk).president


def test_the_president_offers_and_the_successor_accepts(club):
    before, successor, other = club.president, make_member(club, "최하늘"), make_member(club)

    offer = club.offer_presidency(successor, by=before)
    assert president_of(club) == before
    offer.accept(successor)
    offer.accept(successor)

    assert president_of(club) == successor
    assert {m.user for m in club.officers()} == {before, successor}
    assert club.offer is None
    assert actions(club) == [Action.OFFERED, Action.HANDED_OVER]
    assert told(other) == [f"{club} 회장이 최하늘님으로 바뀌었어요."]
    assert f"{club} 회장을 맡아 달라는 제안이 왔어요." in told(successor)


def test_pages_hear_of_an_offer_and_of_its_answer(club, published):
    successor, before = make_member(club), club.president
    with published() as events:
        offer = club.offer_presidency(successor, by=before)
    assert (club.officers_channel, "offers-changed") in events
    assert (successor.channel, "memberships-changed") in events

    with published() as events:
        offer.accept(successor)
    assert (club.channel, "members-changed") in events
    assert (club.officers_channel, "offers-changed") in events
    assert (before.channel, "notifications-changed") in events


def test_the_general_room_goes_with_the_presidency(club):
    before, successor = club.president, make_member(club)

    club.offer_presidency(successor, by=before).accept(successor)

    room = club.rooms.get()
    assert room.owner == successor
    assert room.occupancies.filter(user=before).exists()


def test_offering_twice_is_once_and_two_are_not_asked_at_a_time(club):
    first, second = make_member(club), make_officer(club, "김민지")
    offer = club.offer_presidency(second, by=club.president)

    assert club.offer_presidency(second, by=club.president) == offer
    with pytest.raises(Conflict, match="김민지님의 답을 기다리고 있어요"):
        club.offer_presidency(first, by=club.president)
    assert len(told(second)) == 1


@pytest.mark.parametrize("who", ["stranger", "unverified", "self"])
def test_only_another_verified_member_is_asked(club, who):
    successor = {
        "stranger": make_user,
        "unverified": lambda: unverified(make_member(club)),
        "self": lambda: club.president,
    }[who]()

    with pytest.raises(Refused):
        club.offer_presidency(successor, by=club.president)


def test_officers_offer_nothing(club):
    with pytest.raises(Refused):
        club.offer_presidency(make_member(club), by=make_officer(club))


def test_an_offer_lapses_after_a_week_and_makes_room_for_another(club):
    late, next_one = make_member(club), make_member(club)
    offer = club.offer_presidency(late, by=club.president)

    with time_machine.travel(timezone.now() + A_WEEK, tick=False):
        with pytest.raises(Gone):
            offer.accept(late)
        assert club.offer is None
        club.offer_presidency(next_one, by=club.president).accept(next_one)
    assert president_of(club) == next_one


def test_an_offer_is_declined_or_taken_back(club):
    successor = make_member(club, "최하늘")
    offer = club.offer_presidency(successor, by=club.president)
    offer.decline(successor)
    offer.decline(successor)
    assert told(club.president)[0] == f"최하늘님이 {club} 회장을 사양했어요."

    offer = club.offer_presidency(successor, by=club.president)
    offer.take_back(club.president)
    with pytest.raises(Gone):
        offer.accept(successor)
    assert actions(club) == [Action.OFFERED, Action.DECLINED, Action.OFFERED, Action.TAKEN_BACK]


def test_nobody_else_accepts_declines_or_takes_back(club):
    successor, other = make_member(club), make_officer(club)
    offer = club.offer_presidency(successor, by=club.president)

    with pytest.raises(Gone):
        offer.accept(other)
    with pytest.raises(Refused):
        offer.take_back(other)
    offer.decline(other)
    assert club.offer == offer


@pytest.mark.parametrize("how", ["leaves", "removed", "unverified", "banned"])
def test_who_goes_meanwhile_is_not_made_president(club, how):
    successor, president = make_member(club), club.president
    offer = club.offer_presidency(successor, by=president)
    match how:
        case "leaves":
            club.leave(successor)
        case "removed":
            club.remove(successor, by=president)
        case "banned":
            club.ban(successor, by=president)
        case "unverified":
            successor.unverify()

    with pytest.raises(Gone):
        offer.accept(successor)
    assert president_of(club) == president


def test_by_page_it_takes_two_people_and_four_clicks(client, club):
    successor = make_member(club, "최하늘")
    client.force_login(club.president)
    page = client.get(url("presidency", club))
    assert "최하늘" in page.text
    to = club.memberships.get(user=successor).pk
    assert client.post(url("presidency", club), {"to": to}).status_code == 303
    assert "최하늘님의 답을 기다려요" in client.get(url("presidency", club)).text

    client.force_login(successor)
    assert "회장 맡기" in client.get(url("presidency", club)).text
    response = client.post(url("presidency-accept", club))

    assert response.url == url("dashboard", club)
    assert president_of(club) == successor


def test_members_of_another_club_cannot_be_asked(client, club):
    stranger = make_member(make_club())
    client.force_login(club.president)

    to = stranger.memberships.get().pk
    assert client.post(url("presidency", club), {"to": to}).status_code == 404
    assert client.post(url("presidency", club), {"to": "x"}).status_code == 404
