"""What the owner and moderators of a room may do, and to whom."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kclub import live
from kclub.errors import Conflict, Gone, RateLimited, Refused
from rooms.messages.channels import may_listen, occupants_among
from rooms.models import Rank, Room
from tests.factories import (
    make_member,
    make_occupant,
    make_room,
    make_staff,
    make_user,
    unverified,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room(name="출사방", capacity=20)


@pytest.fixture
def moderator(room):
    user = make_occupant(room, "부방장")
    room.appoint(user, by=room.owner)
    return user


def in_an_hour():
    return timezone.now() + timedelta(hours=1)


def people(room):
    return set(room.occupancies.values_list("user", flat=True))


# Ranks -------------------------------------------------------------------------------------

COMMANDS = {  # what: the least rank it takes
    "kick": Rank.MODERATOR,
    "mute": Rank.MODERATOR,
    "unmute": Rank.MODERATOR,
    "ban": Rank.OWNER,
    "appoint": Rank.OWNER,
    "hand_over": Rank.OWNER,
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("over", ["occupant", "moderator", "owner"])
@pytest.mark.parametrize(
    "by", ["stranger", "unverified", "occupant", "moderator", "owner", "unverified owner"]
)
def test_nobody_acts_on_an_equal_or_higher_rank(command, by, over, room, moderator):
    other = make_occupant(room)
    room.appoint(other, by=room.owner)
    target = {"occupant": make_occupant(room), "moderator": other, "owner": room.owner}[over]
    actor, rank = {
        "stranger": (make_user(), 0),
        "unverified": (make_occupant(room), 0),
        "occupant": (make_occupant(room), 1),
        "moderator": (moderator, 2),
        "owner": (room.owner, 3),
        "unverified owner": (room.owner, 0),
    }[by]
    if by.startswith("unverified"):
        unverified(actor)
    arguments = {"until": in_an_hour()} if command == "mute" else {}
    theirs = {"occupant": 1, "moderator": 2, "owner": 3}[over]
    before = list(room.occupancies.values()), Room.objects.values().get(pk=room.pk)

    if rank >= COMMANDS[command] and rank > theirs:
        getattr(room, command)(target, by=actor, **arguments)
    elif command == "hand_over" and over == "owner":
        room.hand_over(target, by=actor)  # is so already
        assert before[1] == Room.objects.values().get(pk=room.pk)
    else:
        with pytest.raises(Refused):
            getattr(room, command)(target, by=actor, **arguments)
        assert before == (list(room.occupancies.values()), Room.objects.values().get(pk=room.pk))


@pytest.mark.parametrize("by", ["stranger", "occupant", "moderator"])
def test_the_room_itself_is_the_owners(by, room, moderator):
    actor = {"stranger": make_user, "occupant": lambda: make_occupant(room)}.get(
        by, lambda: moderator
    )()
    for verb in [
        lambda: room.edit(by=actor, name="내 방"),
        lambda: room.close(by=actor),
        lambda: room.unban(make_user(), by=actor),
    ]:
        with pytest.raises(Refused):
            verb()
    assert Room.objects.get().name == "출사방"


def test_who_was_a_moderator_comes_back_as_an_occupant(room, moderator):
    room.leave(moderator)
    assert room.admit(moderator).rank == Rank.OCCUPANT


# Out ---------------------------------------------------------------------------------------


def test_who_is_kicked_is_out_at_once_and_may_return(room, published):
    visitor = make_occupant(room)
    with published() as events:
        for _ in range(2):
            room.kick(visitor, by=room.owner)
    assert events == [(room.channel, "occupants-changed")]
    assert not may_listen(visitor, room.pk)
    assert occupants_among(room.pk, [visitor.pk]) == set()
    with pytest.raises(Refused):
        room.post(visitor, "아직 있어요")
    assert room.admit(visitor)


@pytest.mark.parametrize(
    ("verb", "reason"),
    [
        (lambda room, user: room.kick(user, by=room.owner), "kicked"),
        (lambda room, user: room.ban(user, by=room.owner), "banned"),
        (lambda room, user: room.leave(user), "left"),
        (lambda room, user: room.close(by=room.owner), "closed"),
    ],
)
def test_open_pages_are_told_why_they_end(verb, reason, room, monkeypatch):
    ended = []
    monkeypatch.setattr(
        live, "end", lambda channel, user=None, reason="": ended.append((channel, user, reason))
    )
    visitor = make_occupant(room)
    for _ in range(2):
        verb(room, visitor)
    assert ended == [(room.channel, None if reason == "closed" else visitor, reason)]


def test_an_unbanned_person_comes_in_again(room):
    troll = make_occupant(room)
    room.ban(troll, by=room.owner)
    room.unban(troll, by=room.owner)
    room.unban(troll, by=room.owner)
    assert room.admit(troll)


def test_somebody_outside_can_be_banned_too(room):
    troll = make_occupant(room)
    room.leave(troll)
    room.ban(troll, by=room.owner)
    with pytest.raises(Refused, match="이 방에 입장할 수 없어요"):
        room.admit(troll)


# Silence -----------------------------------------------------------------------------------


def test_who_is_muted_reads_and_speaks_again_when_it_ends(room, moderator):
    visitor = make_occupant(room)
    with time_machine.travel("2026-11-20 12:00Z", tick=False) as clock:
        room.mute(visitor, by=moderator, until=in_an_hour())
        with pytest.raises(Refused, match="11월 20일 오후 10:00"):
            room.post(visitor, "할 말 있어요")
        assert may_listen(visitor, room.pk)
        clock.shift(60 * 60)
        assert room.post(visitor, "할 말 있었어요")


def test_muting_is_not_lifted_by_leaving_and_coming_back():
    """Or everybody would know how to."""
    room = make_room()
    visitor = make_occupant(room)
    room.mute(visitor, by=room.owner, until=in_an_hour())
    room.leave(visitor)
    room.admit(visitor)
    with pytest.raises(Refused):
        room.post(visitor, "다시 왔어요")


def test_who_is_muted_in_a_club_is_so_in_its_rooms_even_if_they_come_later(club):
    member, later = make_member(club), make_room(club.president, kind=Room.Kind.CLUB, club=club)
    general = club.rooms.first()
    general.admit(member)
    club.membership_of(member).mute(until=in_an_hour())
    later.admit(member)
    for room in [general, later]:
        with pytest.raises(Refused, match="읽기만"):
            room.post(member, "왜요")


def test_who_is_muted_in_a_club_opens_no_room_for_it_and_is_so_in_new_ones(club):
    member, other = make_member(club), make_member(club)
    club.membership_of(member).mute(until=in_an_hour())
    with pytest.raises(Refused, match="글을 쓸 수 없어요"):
        make_room(member, kind=Room.Kind.CLUB, club=club)
    new = make_room(other, kind=Room.Kind.CLUB, club=club)
    new.admit(member)
    with pytest.raises(Refused, match="읽기만"):
        new.post(member, "여기서는요?")


def test_unmuted_they_speak(room):
    visitor = make_occupant(room)
    room.mute(visitor, by=room.owner, until=in_an_hour())
    room.unmute(visitor, by=room.owner)
    assert room.post(visitor, "고마워요")


def test_a_muted_moderator_is_silent_too(room, moderator):
    room.mute(moderator, by=room.owner, until=in_an_hour())
    with pytest.raises(Refused):
        room.post(moderator, "저도요?")


def test_in_a_read_only_room_only_those_in_charge_speak(room, moderator):
    visitor = make_occupant(room)
    room.edit(by=room.owner, read_only=True)
    with pytest.raises(Refused, match="방장과 부방장만"):
        room.post(visitor, "저도 한마디")
    assert room.post(moderator, "공지예요")
    assert room.post(room.owner, "공지예요")


def test_a_slow_room_says_how_long_to_wait(room, moderator):
    visitor, other = make_occupant(room), make_occupant(room)
    room.edit(by=room.owner, slow_seconds=30)
    with time_machine.travel("2026-11-20 12:00Z", tick=False) as clock:
        first = room.post(visitor, "하나", nonce="a")
        clock.shift(10)
        with pytest.raises(RateLimited, match="20초") as refusal:
            room.post(visitor, "둘", nonce="b")
        assert refusal.value.retry_after == 20
        assert room.post(visitor, "하나", nonce="a") == first  # a retry is no new message
        assert room.post(other, "저는 처음이에요")
        for _ in range(2):
            assert room.post(moderator, "저는 괜찮아요")
        clock.shift(20)
        assert room.post(visitor, "둘", nonce="b")


def test_speaking_costs_no_more_for_these_rules(room, django_assert_max_num_queries):
    visitor = make_occupant(room)
    with django_assert_max_num_queries(7):  # with the savepoint of the test's transaction
        room.post(visitor, "하나")


# The room ----------------------------------------------------------------------------------


def test_a_new_password_evicts_nobody(room):
    locked = make_room(kind=Room.Kind.PASSWORD, password="열쇠열쇠")
    inside = make_user()
    locked.admit(inside, "열쇠열쇠")
    locked.edit(by=locked.owner, password="새열쇠예요")
    assert may_listen(inside, locked.pk)
    locked.refresh_from_db()
    with pytest.raises(Refused):
        locked.admit(make_user(), "열쇠열쇠")
    assert locked.admit(make_user(), "새열쇠예요")


def test_without_a_new_password_the_old_one_stays():
    locked = make_room(kind=Room.Kind.PASSWORD, password="열쇠열쇠")
    locked.edit(by=locked.owner, name="새 이름", password="")
    assert Room.objects.get().admit(make_user(), "열쇠열쇠")
    assert list(Room.objects.named("새이름")) == [locked]


def test_a_room_that_becomes_one_with_a_password_needs_it(room):
    with pytest.raises(Refused, match="비밀번호를 정해"):
        room.edit(by=room.owner, kind=Room.Kind.PASSWORD)
    room.edit(by=room.owner, kind=Room.Kind.PASSWORD, password="열쇠열쇠")
    assert Room.objects.get().admit(make_user(), "열쇠열쇠")


def test_capacity_never_goes_below_who_is_there(room):
    for _ in range(3):
        make_occupant(room)
    with pytest.raises(Conflict, match="지금 4명이 있어요"):
        room.edit(by=room.owner, capacity=3)
    assert room.edit(by=room.owner, capacity=4).capacity == 4


def test_open_pages_hear_of_a_change(room, published):
    with published() as events:
        room.edit(by=room.owner, name="새 이름")
    assert events == [(room.channel, "room-changed")]


def test_the_owner_hands_over_once_and_stays(room, published):
    old, heir = room.owner, make_occupant(room)
    with published() as events:
        room.hand_over(heir, by=old)
    assert (room.channel, "occupants-changed") in events
    room.refresh_from_db()
    assert room.owner == heir
    assert {old.pk, heir.pk} <= people(room)
    assert "방장이 됐어요" in str(heir.notifications.get())
    room.hand_over(heir, by=old)  # the second click
    with pytest.raises(Refused, match="방장만"):
        room.close(by=old)
    room.leave(old)


def test_only_who_is_there_and_a_student_becomes_the_owner(room):
    for heir in [make_user(), unverified(make_occupant(room))]:
        with pytest.raises(Refused, match="지금 방에 있는"):
            room.hand_over(heir, by=room.owner)


def test_who_hands_over_too_late_hears_to_whom_it_went(room):
    first, second = make_occupant(room, "김민재"), make_occupant(room)
    stale = Room.objects.get()
    room.hand_over(first, by=room.owner)
    with pytest.raises(Conflict, match="김민재님이 방장"):
        stale.hand_over(second, by=stale.owner)


def test_a_new_owner_is_neither_muted_nor_banned(room):
    heir = make_occupant(room)
    room.mute(heir, by=room.owner, until=in_an_hour())
    room.hand_over(heir, by=room.owner)
    assert room.post(heir, "이제 제 방이에요")


def test_a_new_owner_who_was_muted_while_away_may_be_muted_again_and_leave(club):
    room, member = club.rooms.get(), make_member(club)
    room.lock().apply_mute(member, in_an_hour())
    club.offer_presidency(member, by=club.president).accept(member)
    room.hand_over(make_occupant_of_club(room), by=member)
    room = Room.objects.get()
    room.mute(member, by=room.owner, until=in_an_hour())
    room.leave(member)
    assert not room.is_occupied_by(member)


def test_the_links_of_an_owner_fall_when_the_room_is_another_s():
    room = make_room(kind=Room.Kind.INVITE)
    link = room.invite(by=room.owner)
    heir = make_user()
    room.admit(heir, invite=link)
    room.hand_over(heir, by=room.owner)
    assert not link.is_usable


def make_occupant_of_club(room):
    user = make_member(room.club)
    room.admit(user)
    return user


def test_in_a_room_of_a_club_the_union_has_closed_everybody_only_reads(club, client):
    room = club.rooms.get()
    message = room.post(club.president, "첫 글")
    club.suspend(make_staff(), "회계를 확인하고 있어요")
    for write in [
        lambda: room.post(club.president, "또"),
        lambda: message.edit(club.president, "다른 글"),
        lambda: message.react(club.president, "like"),
    ]:
        with pytest.raises(Refused, match="닫아 둔"):
            write()
    client.force_login(club.president)
    page = client.get(room.get_absolute_url()).text
    assert "첫 글" in page
    assert "지금은 읽을 수만 있어요" in page
    club.restore(make_staff())
    room.post(club.president, "다시")


def test_who_leaves_the_club_hands_its_room_to_a_president_who_may_come_in(club):
    member = make_member(club)
    room = make_room(member, kind=Room.Kind.CLUB, club=club)
    room.admit(club.president)
    room.ban(club.president, by=member)
    club.leave(member)
    room.refresh_from_db()
    assert room.owner == club.president
    assert room.post(club.president, "제가 맡을게요")


# The end -----------------------------------------------------------------------------------


def test_a_closed_room_is_read_and_never_written(room, moderator):
    room.post(room.owner, "마지막 말")
    owner = room.owner
    room.close(by=owner)
    room.close(by=owner)
    room.refresh_from_db()
    for verb in [
        lambda: room.post(owner, "하나 더"),
        lambda: room.admit(make_user()),
        lambda: room.kick(moderator, by=owner),
        lambda: room.edit(by=owner, name="다시"),
        lambda: room.hand_over(moderator, by=owner),
    ]:
        with pytest.raises(Gone, match="채팅이 종료되었어요"):
            verb()
    assert not may_listen(owner, room.pk)
    assert occupants_among(room.pk, [owner.pk]) == set()
    assert Room.objects.occupied_by(moderator).get() == room
    room.leave(owner)
    assert room not in Room.objects.occupied_by(owner)


def test_a_closed_room_is_found_by_nobody_outside(room, user):
    assert room in Room.objects.open_to(user)
    room.close(by=room.owner)
    assert room not in Room.objects.open_to(user)


def test_nobody_in_a_room_lifts_what_the_club_has_imposed(club):
    room = club.rooms.get()
    member = make_member(club)
    room.admit(member)
    until = timezone.now() + timedelta(days=7)
    club.memberships.get(user=member).mute(until)
    with pytest.raises(Refused, match="동아리에서"):
        room.unmute(member, by=room.owner)
    room.mute(member, by=room.owner, until=in_an_hour())
    assert room.occupancies.get(user=member).muted_until == until


def test_a_full_club_room_has_a_seat_for_who_inherits_it(club):
    room = club.rooms.get()
    owner = make_member(club)
    room.admit(owner)
    Room.objects.filter(pk=room.pk).update(owner=owner, capacity=1)
    room.occupancies.exclude(user=owner).delete()
    club.leave(owner)
    room.refresh_from_db()
    assert room.owner == club.president
    assert room.occupancies.count() <= room.capacity
