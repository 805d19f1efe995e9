"""Rooms of chosen people: exactly those receive anything at all."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from kclub.errors import Refused
from kclub.live import channels
from rooms.direct.people import acquaintances
from rooms.direct.room import MAX_PEOPLE
from rooms.directory.models.direct_names import name_direct_rooms
from rooms.messages import unread_notices
from rooms.models import Rank, Room
from tests.factories import (
    make_club,
    make_member,
    make_occupant,
    make_room,
    make_staff,
    make_user,
    unverified,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return make_user("김민재")


@pytest.fixture
def talk(user, other):
    return Room.open_direct(user, [other])


def people(room):
    return {occupancy.user for occupancy in room.occupancies.select_related("user")}


def told(user):
    return [str(notification) for notification in user.notifications.all()]


# Beginning -------------------------------------------------------------------------------


def test_a_room_of_exactly_these_people_is_opened_and_they_are_told(user, other):
    third = make_user()
    room = Room.open_direct(user, [other, third])
    assert people(room) == {user, other, third}
    assert (room.owner, room.kind) == (None, Room.Kind.DIRECT)
    assert told(other) == told(third) == [f"{user}님이 나와 대화를 시작했어요."]
    assert other.notifications.get().url == room.get_absolute_url()
    assert told(user) == []


def test_the_same_people_have_one_room_whoever_begins(user, other):
    room = Room.open_direct(user, [other])
    assert Room.open_direct(other, [user]) == room
    assert Room.open_direct(user, [other, user]) == room
    assert Room.open_direct(user, [other, make_user()]) != room
    assert len(told(other)) == 2
    assert told(user) == []


def test_who_left_is_in_it_again_when_it_is_begun_again(talk, user, other):
    talk.post(user, "하나")
    talk.leave(other)
    assert people(talk) == {user}
    assert Room.open_direct(user, [other]) == talk
    assert people(talk) == {user, other}
    assert talk.occupancies.get(user=other).read_up_to == 1
    assert len(told(other)) == 1  # the first one went when they left


def test_there_are_two_to_twenty(user):
    with pytest.raises(Refused, match="한 명부터"):
        Room.open_direct(user, [])
    with pytest.raises(Refused, match="한 명부터"):
        Room.open_direct(user, [user])
    many = [make_user() for _ in range(MAX_PEOPLE)]
    with pytest.raises(Refused, match="한 명부터"):
        Room.open_direct(user, many)
    assert len(people(Room.open_direct(user, many[:-1]))) == MAX_PEOPLE


def test_who_may_not_be_written_to_is_not_chosen(user, other):
    newcomer, gone = make_user(verified=False), make_user(is_active=False)
    blocked, blocking = make_user(), make_user()
    user.block(blocked)
    blocking.block(user)
    for one in [newcomer, gone, blocked, blocking]:
        with pytest.raises(Refused, match="보낼 수 없는 사람"):
            Room.open_direct(user, [other, one])
    with pytest.raises(Refused, match="인증하면"):
        Room.open_direct(newcomer, [user])
    assert not Room.objects.filter(kind=Room.Kind.DIRECT).exists()
    assert told(other) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_have_one_room():
    for _ in range(5):
        one, two = make_user(), make_user()
        at_once(lambda: Room.open_direct(one, [two]), lambda: Room.open_direct(two, [one]))  # noqa: B023
        room = Room.objects.get(occupancies__user=one)
        assert people(room) == {one, two}


@pytest.mark.parametrize("change", [{"owner": 1}, {"people_key": None}, {"kind": "open"}])
def test_the_database_holds_that_nobody_owns_it(talk, user, change):
    if "owner" in change:
        change = {"owner": user}
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.filter(pk=talk.pk).update(**change)


# Talking ---------------------------------------------------------------------------------


def test_each_knows_it_by_the_names_of_the_others(user, other):
    others = [other, *(make_user() for _ in range(5))]
    small, large = Room.open_direct(user, [other]), Room.open_direct(user, others)
    name_direct_rooms(user, [small, large])
    assert str(small) == "김민재"
    assert str(large) == ", ".join(map(str, others[:4])) + " +2"
    name_direct_rooms(other, [small])
    assert str(small) == str(user)


def test_nobody_has_a_rank_there(talk, user, other):
    message = talk.post(user, "내 말")
    assert {occupancy.rank for occupancy in talk.occupancies.all()} == {Rank.OCCUPANT}
    assert not message.may_delete(other)
    for verb in [lambda: talk.kick(other, by=user), lambda: talk.close(by=user)]:
        with pytest.raises(Refused):
            verb()


def test_who_is_blocked_cannot_write_to_who_blocked_them(talk, user, other):
    talk.post(user, "하나")
    other.block(user)
    for one in [user, other]:
        with pytest.raises(Refused, match="들을 사람이 없어요"):
            talk.post(one, "둘")
    other.unblock(user)
    talk.post(user, "셋")


def test_among_several_the_others_still_hear(user, other):
    room = Room.open_direct(user, [other, make_user()])
    other.block(user)
    assert room.post(user, "하나")


def test_nobody_writes_to_an_empty_room(talk, user, other):
    talk.leave(other)
    with pytest.raises(Refused, match="들을 사람이 없어요"):
        talk.post(user, "거기 있어요?")


def test_who_is_called_is_told_without_a_name_that_is_not_theirs(talk, user, other):
    talk.post(user, "@김민재 봐요")
    assert told(other)[0] == f"{user}님이 대화에서 나를 불렀어요."


# Nobody else -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "name"),
    [
        *[
            ("get", name)
            for name in [
                "room",
                "occupants-panel",
                "search",
                "live-page",
                "live-log",
                "live-composer",
                "messages",
                "stream",
            ]
        ],
        *[("get", name) for name in ["occupants", "bans", "invites", "settings"]],
        *[
            ("post", name)
            for name in [
                "room-enter",
                "room-leave",
                "read-mark",
                "typing",
                "messages",
                "room-close",
                "settings",
            ]
        ],
    ],
)
def test_nobody_else_finds_it_not_even_the_union(talk, client, user, method, name):
    talk.post(user, "비밀")
    left = make_user()
    shared = Room.open_direct(user, [left])
    shared.leave(left)
    url = reverse(f"rooms:{name}", args=[talk.slug])
    for stranger in [make_user(), make_staff(), make_user(is_staff=True, is_superuser=True)]:
        client.force_login(stranger)
        response = getattr(client, method)(url, {"text": "나도", "number": "1"})
        assert response.status_code == 404
        assert "비밀" not in response.text
    client.force_login(left)
    assert client.get(shared.get_absolute_url()).status_code == 404


def test_it_is_in_nobody_elses_lists(talk, client, user):
    talk.post(user, "비밀")
    client.force_login(make_staff())
    for url in ["/rooms/", "/"]:
        page = client.get(url).text
        assert talk.slug not in page
        assert "비밀" not in page
    response = client.post("/rooms/enter/", {"name": "대화"})
    assert response.status_code == 404


def test_the_admin_shows_none_of_it(talk, client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    room, occupancy = talk, talk.occupancies.first()
    for page in ["room", "occupancy"]:
        listed = client.get(f"/admin/rooms/{page}/")
        assert listed.status_code == 200
        assert f"/{room.pk if page == 'room' else occupancy.pk}/change/" not in listed.text
    assert client.get(f"/admin/rooms/room/{room.pk}/change/").status_code == 302


def test_others_streams_stay_silent(talk, user, other, published):
    stranger, staff, left = make_user(), make_staff(), make_user()
    larger = Room.open_direct(user, [other, left])
    larger.leave(left)
    with published() as events:
        message = talk.post(user, "비밀")
        message.edit(user, "고친 비밀")
        message.react(other, "like")
        message.delete_by(user)
        talk.leave(other)
        Room.open_direct(user, [other])
    ours = {talk.channel, user.channel, other.channel}
    assert {channel for channel, _event in events} <= ours
    for outsider in [stranger, staff, left, None]:
        assert not channels.may_listen(outsider, talk.channel)
    assert channels.may_listen(other, talk.channel)
    here = {each.channel: {str(each.pk)} for each in [stranger, staff, left]}
    assert unread_notices.notify_unread(here) == []


def test_who_loses_their_school_address_hears_nothing_more(talk, other, client):
    unverified(other)
    assert not channels.may_listen(other, talk.channel)
    client.force_login(other)
    assert client.get(talk.get_absolute_url()).status_code == 403


# Pages -----------------------------------------------------------------------------------


def test_a_talk_begins_on_somebodys_page(client, user, other):
    client.force_login(user)
    assert "메시지 보내기" in client.get(f"/people/{other.username}/").text
    response = client.post("/rooms/direct/", {"with": other.username})
    room = Room.objects.get(kind=Room.Kind.DIRECT)
    assert (response.status_code, response.url) == (303, room.get_absolute_url())
    page = client.get(response.url).text
    assert "<title>김민재 · K-Club</title>" in page
    assert "방장" not in page.partition("<main")[2].partition('id="menu-word"')[0]
    assert "김민재" in client.get("/rooms/").text


def test_one_looks_for_people_and_keeps_those_chosen(client, user):
    club = make_club("필름로그")
    club.admit(user)
    friend, found = make_member(club, "이서연"), make_member(club, "최하늘")
    client.force_login(user)
    assert "최하늘" in client.get("/rooms/direct/").text
    sent = {"with": [friend.username], "q": "하늘", "find": ""}
    response = client.post("/rooms/direct/", sent)
    assert response.status_code == 303
    page = client.get(response.url).text
    assert f'value="{friend.username}" checked' in page
    assert f'value="{found.username}">' in page
    assert not Room.objects.filter(kind=Room.Kind.DIRECT).exists()


def test_only_who_shares_a_place_is_offered(user):
    room, foreign = make_room(user), make_room()
    near, far, foe = make_occupant(room), make_occupant(foreign), make_occupant(room)
    foe.block(user)
    assert set(acquaintances(user)) == {near}
    assert far not in acquaintances(user)


def test_refusals_keep_who_was_chosen(client, user, other, allow):
    foe = make_user()
    foe.block(user)
    client.force_login(user)
    response = client.post("/rooms/direct/", {"with": [other.username, foe.username]})
    assert response.status_code == 403
    assert "보낼 수 없는 사람이 있어요" in response.text
    assert f'value="{other.username}" checked' in response.text
    assert client.post("/rooms/direct/", {}).status_code == 403
    allow({"direct": (0, 60)})
    response = client.post("/rooms/direct/", {"with": other.username})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_who_may_begin(client, other):
    for user, statuses in [(None, (302, 302)), (make_user(verified=False), (403, 403))]:
        client.logout()
        if user:
            client.force_login(user)
        got = client.get("/rooms/direct/").status_code
        assert (
            got,
            client.post("/rooms/direct/", {"with": other.username}).status_code,
        ) == statuses
