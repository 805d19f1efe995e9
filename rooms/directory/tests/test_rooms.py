import unicodedata

import pytest

from kclub.errors import Refused
from rooms.messages.channels import may_listen, occupants_among
from rooms.models import Occupancy, Room
from tests.factories import (
    make_club,
    make_member,
    make_occupant,
    make_room,
    make_staff,
    make_user,
    unverified,
)

pytestmark = pytest.mark.django_db


def test_a_room_opens_with_its_owner_in_it(user):
    room = Room.open(user, "새벽 과제방")
    assert room.owner == user
    assert [each.user for each in room.occupancies.all()] == [user]


def test_a_name_is_kept_composed_and_found_however_it_is_typed(user):
    room = Room.open(user, unicodedata.normalize("NFD", "필름 로그 "))  # as a Mac writes it
    assert room.name == "필름 로그"
    for typed in ["필름로그", " 필름  로그", unicodedata.normalize("NFD", "필름 로그")]:
        assert list(Room.objects.named(typed)) == [room]
    assert not Room.objects.named("필름").exists()


@pytest.mark.parametrize("name", ["/?/..", "new", "enter", "💬", "A/B 테스트?", "﷽" * 30])
def test_every_name_gets_an_address_of_its_own(client, name):
    one, other = make_room(name=name), make_room(name=name)
    assert one.slug != other.slug
    assert not {one.slug, other.slug} & {"new", "enter", ""}
    client.force_login(one.owner)
    assert client.get(one.get_absolute_url()).status_code == 200


def test_opening_twice_in_a_moment_is_opening_once(user):
    assert Room.open(user, "번개") == Room.open(user, "번 개")
    assert Room.open(make_user(), "번개") not in user.owned_rooms.all()
    assert user.owned_rooms.count() == 1


def test_who_is_not_verified_opens_and_enters_nothing():
    stranger = make_user(verified=False)
    with pytest.raises(Refused, match="인증"):
        Room.open(stranger, "방")
    with pytest.raises(Refused, match="인증"):
        make_room().admit(stranger)


def test_a_club_has_a_general_room_for_its_members(club):
    room = club.rooms.get()
    assert (room.name, room.kind) == (club.name, Room.Kind.CLUB)
    member = make_member(club)
    assert room.admit(member).user == member
    for stranger in [make_user(), make_staff()]:
        with pytest.raises(Refused, match="부원만"):
            room.admit(stranger)


def test_only_members_open_a_room_of_a_club(club):
    with pytest.raises(Refused, match="내가 부원인 동아리"):
        Room.open(make_user(), "몰래", kind=Room.Kind.CLUB, club=club)


def test_entering_again_changes_nothing_and_says_nothing(published):
    room, visitor = make_room(), make_user()
    with published() as events:
        first = room.admit(visitor)
    assert events == [(room.channel, "occupants-changed")]
    first.mark_read(3)
    with published() as events:
        assert room.admit(visitor).read_up_to == 3
    assert events == []


def test_a_newcomer_finds_everything_read():
    room = make_room()
    room.post(room.owner, "아까 얘기")
    assert room.admit(make_user()).read_up_to == 1


def test_a_full_room_admits_nobody_and_says_how_full_it_is():
    room = make_room(capacity=2)
    make_occupant(room)
    with pytest.raises(Refused, match="2/2"):
        room.admit(make_user())


def test_who_leaves_hears_and_reads_nothing_more(published):
    room = make_room()
    visitor = make_occupant(room)
    assert may_listen(visitor, room.pk)
    with published() as events:
        room.leave(visitor)
        room.leave(visitor)
    assert events == [(room.channel, "occupants-changed")]
    assert not may_listen(visitor, room.pk)
    assert not may_listen(None, room.pk)
    assert occupants_among(room.pk, [visitor.pk, room.owner_id]) == {room.owner_id}


def test_whoever_is_not_in_a_room_is_told_that_leaving_changed_nothing(client, user):
    client.force_login(user)
    page = client.post(f"{make_room().get_absolute_url()}leave/", follow=True).text
    assert "이 방에 있지 않아서 바뀐 것이 없어요." in page
    assert "방에서 나왔어요" not in page


def test_who_has_lost_their_school_address_keeps_their_place_but_not_their_voice(club):
    room, member = club.rooms.get(), make_member(club)
    room.admit(member)

    unverified(member)
    assert not may_listen(member, room.pk)
    assert occupants_among(room.pk, [member.pk, club.president_id]) == {club.president_id}
    assert not Room.objects.for_list_of(member)
    for verb in [lambda: room.post(member, "안녕"), lambda: room.admit(member)]:
        with pytest.raises(Refused):
            verb()

    member.verify()
    assert may_listen(member, room.pk)
    assert room.post(member, "다시 왔어")


def test_the_door_leads_the_unverified_to_their_mail(client):
    client.force_login(make_user(verified=False))
    assert "/accounts/email/" in client.get(make_room().get_absolute_url()).text.split("<main")[1]


def test_who_leaves_a_club_unverified_leaves_its_rooms_too(club):
    room, member = club.rooms.get(), make_member(club)
    room.admit(member)
    club.leave(unverified(member))
    assert not room.occupancies.filter(user=member).exists()


def test_the_owner_stays():
    room = make_room()
    with pytest.raises(Refused, match="방장"):
        room.leave(room.owner)
    assert may_listen(room.owner, room.pk)


def test_who_leaves_the_club_leaves_its_rooms_and_hands_over_what_they_own(club):
    member = make_member(club)
    general = club.rooms.get()
    general.admit(member)
    own = make_room(member, kind=Room.Kind.CLUB, club=club)
    elsewhere = make_room(member)

    club.leave(member)

    assert list(Room.objects.occupied_by(member)) == [elsewhere]
    own.refresh_from_db()
    assert own.owner == club.president
    assert [each.user for each in own.occupancies.all()] == [club.president]


def test_the_list_has_unread_rooms_first_and_counts_what_stands(user):
    quiet, busy = make_room(user, "조용"), make_room(user, "시끌")
    friend = make_user()
    for room in [busy, quiet]:
        room.admit(friend)
    for text in ["하나", "둘", "셋"]:
        busy.post(friend, text)
    busy.messages.get(text="둘").delete_by(friend)
    quiet.post(friend, "안녕")
    quiet.post(user, "응")
    make_room(name="남의 방").post(Room.objects.last().owner, "딴 얘기")

    rooms = Room.objects.for_list_of(user)

    assert [(room.name, room.unread) for room in rooms] == [("시끌", 2), ("조용", 0)]
    assert rooms[0].last_message_pk == busy.messages.get(text="셋").pk
    assert [each.room for each in Occupancy.objects.filter(user=user).unread()] == [busy]


def test_what_one_can_enter_is_open_or_of_ones_clubs_and_not_entered_yet(club):
    member = make_member(club)
    entered, other = make_room(member), make_room()
    foreign = make_club().rooms.get()
    assert set(Room.objects.open_to(member)) == {club.rooms.get(), other}
    assert foreign not in Room.objects.open_to(member)
    assert entered not in Room.objects.open_to(member)


@pytest.mark.parametrize("limit", ["MAX_COUNTED", "MAX_COUNTED_CHANGES"])
def test_only_so_many_recent_messages_are_counted_as_unread(monkeypatch, limit):
    room, reader = make_room(), make_user()
    room.admit(reader)
    for n in range(8):
        room.post(room.owner, f"{n}")
    assert Room.objects.for_list_of(reader).get().unread == 8
    monkeypatch.setattr(f"rooms.messages.room_querysets.{limit}", 5)
    assert Room.objects.for_list_of(reader).get().unread == 5
