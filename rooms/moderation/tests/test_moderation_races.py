"""Owners, guests and links meeting at one moment, with real threads and connections."""

import pytest

from kclub.errors import Refused
from rooms.models import Ban, Invite, Occupancy, Room
from tests.factories import make_member, make_occupant, make_room, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def refused(answers):
    return sum(isinstance(answer, Refused) for answer in answers)


def test_a_link_for_ten_lets_ten_of_fifty_in():
    room = make_room(kind=Room.Kind.INVITE, capacity=100)
    invite = room.invite(by=room.owner, max_uses=10)
    people = [make_user() for _ in range(50)]
    answers = at_once(*[lambda each=each: room.admit(each, invite=invite) for each in people])
    assert room.occupancies.count() == 11
    assert Invite.objects.get().use_count == 10
    assert refused(answers) == 40


def test_of_fifty_with_the_password_as_many_enter_as_there_are_seats():
    room = make_room(kind=Room.Kind.PASSWORD, password="열쇠열쇠", capacity=20)
    people = [make_user() for _ in range(50)]
    answers = at_once(*[lambda each=each: room.admit(each, "열쇠열쇠") for each in people])
    assert room.occupancies.count() == 20
    assert refused(answers) == 31


def test_two_hand_overs_at_once_leave_one_owner_who_is_there():
    room = make_room()
    owner, heirs = room.owner, [make_occupant(room) for _ in range(6)]
    answers = at_once(
        *[lambda heir=heir: Room.objects.get().hand_over(heir, by=owner) for heir in heirs]
    )
    room.refresh_from_db()
    assert refused(answers) == 5
    assert room.owner in heirs
    assert room.is_occupied_by(room.owner)


@pytest.mark.parametrize("_again", range(8))
def test_who_is_handed_the_room_while_leaving_is_not_gone_as_its_owner(_again):
    room = make_room()
    heir = make_occupant(room)
    at_once(lambda: room.hand_over(heir, by=room.owner), lambda: room.leave(heir))
    room.refresh_from_db()
    assert room.is_occupied_by(room.owner)


@pytest.mark.parametrize("_again", range(4))
def test_who_is_handed_the_room_while_leaving_the_club_is_not_its_owner(_again, club):
    room = make_room(club.president, kind=Room.Kind.CLUB, club=club)
    heir = make_member(club)
    room.admit(heir)
    at_once(lambda: room.hand_over(heir, by=club.president), lambda: club.leave(heir))
    room.refresh_from_db()
    assert room.owner == club.president


@pytest.mark.parametrize("_again", range(6))
def test_who_comes_in_while_being_banned_is_not_there_after(_again):
    room, troll = make_room(), make_user()
    room.admit(troll)
    room.leave(troll)
    at_once(lambda: room.admit(troll), lambda: room.ban(troll, by=room.owner))
    assert not room.is_occupied_by(troll)
    assert Ban.objects.filter(room=room, user=troll).count() == 1


@pytest.mark.parametrize("_again", range(8))
def test_who_comes_in_while_they_leave_the_club_is_not_there_after(_again, club):
    room, member = club.rooms.get(), make_member(club)
    at_once(lambda: room.admit(member), lambda: club.ban(member, by=club.president))
    assert not room.is_occupied_by(member)


def test_many_bans_at_once_are_one():
    room = make_room()
    troll = make_occupant(room)
    at_once(*[lambda: room.ban(troll, by=room.owner, reason="도배")] * 8)
    assert Ban.objects.count() == 1
    assert troll.notifications.count() == 1


def test_the_capacity_is_never_below_who_came_in_meanwhile():
    room = make_room(capacity=50)
    people = [make_user() for _ in range(12)]
    at_once(
        *[lambda each=each: room.admit(each) for each in people],
        *[lambda n=n: room.edit(by=room.owner, capacity=n) for n in range(4, 10)],
    )
    room.refresh_from_db()
    assert Occupancy.objects.filter(room=room).count() <= room.capacity


def test_nobody_speaks_or_comes_in_after_the_end():
    room = make_room(capacity=50)
    inside = [make_occupant(room) for _ in range(6)]
    outside = [make_user() for _ in range(6)]
    at_once(
        lambda: room.close(by=room.owner),
        *[lambda each=each: room.post(each, "아직이요") for each in inside],
        *[lambda each=each: room.admit(each) for each in outside],
    )
    room.refresh_from_db()
    assert not room.messages.filter(created_at__gt=room.closed_at).exists()
    with pytest.raises(Refused):
        room.post(inside[0], "하나 더")
