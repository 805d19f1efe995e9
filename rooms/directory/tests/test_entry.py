"""Who comes into which kind of room, and what they are told if they may not."""

import re
import unicodedata

import pytest
from django.db import IntegrityError, transaction

from kclub.errors import Gone, RateLimited, Refused
from rooms.models import Barred, Room, WrongPassword, may_listen
from tests.factories import make_member, make_occupant, make_room, make_user, unverified

pytestmark = pytest.mark.django_db
SECRET = "은행나무2026"


@pytest.fixture
def locked():
    return make_room(name="보드게임", kind=Room.Kind.PASSWORD, password=SECRET)


@pytest.fixture
def secret():
    return make_room(name="깜짝 파티", about="쉿", kind=Room.Kind.INVITE)


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


# The verb ----------------------------------------------------------------------------------


def test_the_password_opens_however_it_is_typed(locked):
    for typed in [SECRET, f" {SECRET} ", unicodedata.normalize("NFD", SECRET)]:
        visitor = make_user()
        assert locked.admit(visitor, typed).user == visitor


def test_a_password_is_kept_hashed(locked):
    assert SECRET not in locked.password
    assert SECRET not in str(Room.objects.values().get(pk=locked.pk))


@pytest.mark.parametrize("typed", ["", "은행나무", SECRET.upper() + "!", "a" * 5000])
def test_another_password_does_not(locked, typed):
    with pytest.raises(WrongPassword, match="비밀번호가 올바르지 않아요"):
        locked.admit(make_user(), typed)
    assert locked.occupancies.count() == 1


def test_a_password_room_without_a_password_cannot_be(user):
    with pytest.raises(Refused, match="비밀번호"):
        Room.open(user, "열린 문", kind=Room.Kind.PASSWORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.create(owner=user, name="x", slug="x", kind=Room.Kind.PASSWORD)


def test_tries_are_counted_down_and_then_even_the_right_one_waits(locked, allow):
    allow({})
    visitor = make_user()
    said = []
    for _ in range(5):
        with pytest.raises(WrongPassword) as refusal:
            locked.admit(visitor, "틀림")
        said.append(str(refusal.value))
    assert "4번 더" in said[0]
    assert "1번 더" in said[3]
    assert said[4] == "비밀번호가 올바르지 않아요."
    with pytest.raises(RateLimited) as wait:
        locked.admit(visitor, SECRET)
    assert 0 < wait.value.retry_after <= 600
    assert locked.admit(make_user(), SECRET)  # nobody else waits


def test_the_limit_is_one_of_a_room_and_not_of_all(locked, allow):
    allow({"room-password": (1, 600)})
    visitor, other = make_user(), make_room(kind=Room.Kind.PASSWORD, password="열쇠열쇠")
    for room in [locked, other]:
        with pytest.raises(WrongPassword):
            room.admit(visitor, "틀림")


def test_who_tries_many_rooms_is_slowed_down_too(allow):
    allow({"room-passwords": (2, 600)})
    visitor = make_user()
    rooms = [make_room(kind=Room.Kind.PASSWORD, password="열쇠열쇠") for _ in range(3)]
    for room in rooms[:2]:
        with pytest.raises(WrongPassword):
            room.admit(visitor, "틀림")
    with pytest.raises(RateLimited):
        rooms[2].admit(visitor, "열쇠열쇠")


def test_who_is_in_needs_no_password_again(locked):
    visitor = make_user()
    first = locked.admit(visitor, SECRET)
    assert locked.admit(visitor) == first


def test_the_reasons_come_in_their_order(club):
    """Not verified, banned, no member, full, wrong password: each hides those after it."""
    owner = club.president
    room = make_room(owner, kind=Room.Kind.CLUB, club=club, capacity=2)
    member, banned = make_member(club), make_member(club)
    room.admit(member)
    room.bans.create(user=banned)
    lapsed = make_member(club)
    room.bans.create(user=lapsed)
    for user, sentence in [
        (unverified(lapsed), "인증"),
        (banned, "이 방에 입장할 수 없어요."),
        (make_user(), "부원만"),
        (make_member(club), "정원이 찼어요. 2/2"),
    ]:
        with pytest.raises(Refused, match=sentence):
            room.admit(user)


def test_a_full_room_does_not_ask_for_the_password(locked, allow):
    allow({"room-password": (0, 600)})
    Room.objects.filter(pk=locked.pk).update(capacity=1)
    locked.refresh_from_db()
    with pytest.raises(Refused, match="1/1"):
        locked.admit(make_user(), SECRET)


def test_nobody_walks_into_a_room_for_the_invited(secret):
    with pytest.raises(Refused, match="초대받은"):
        secret.admit(make_user())


def test_a_password_changed_on_the_way_is_asked_anew(locked, monkeypatch):
    """The hash is compared before the room is held, and seen to be the room's own after."""
    visitor, tried = make_user(), locked.try_password

    def and_then_changed(*args):
        opened = tried(*args)
        locked.edit(by=locked.owner, password="다른열쇠")
        return opened

    monkeypatch.setattr(locked, "try_password", and_then_changed)
    with pytest.raises(WrongPassword):
        locked.admit(visitor, SECRET)
    assert not locked.is_occupied_by(visitor)


def test_a_closed_room_lets_nobody_in(locked):
    locked.close(by=locked.owner)
    locked.refresh_from_db()
    with pytest.raises(Gone, match="종료"):
        locked.admit(make_user(), SECRET)


# The pages ---------------------------------------------------------------------------------


def test_the_door_asks_and_lets_in(locked, as_, user):
    client = as_(user)
    door = client.get(locked.get_absolute_url())
    assert door.status_code == 200
    assert 'type="password"' in door.text
    assert locked.owner.display_name in door.text
    response = client.post(f"{locked.get_absolute_url()}enter/", {"password": SECRET})
    assert (response.status_code, response.url) == (303, locked.get_absolute_url())
    assert may_listen(user, locked.pk)


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [("", 422, "방 비밀번호를 적어 주세요"), ("틀림", 403, "올바르지"), ("a" * 65, 422, "64")],
)
def test_what_is_wrong_is_told_beside_the_field(locked, as_, user, typed, status, sentence):
    response = as_(user).post(f"{locked.get_absolute_url()}enter/", {"password": typed})
    assert response.status_code == status
    assert sentence in response.text
    assert 'aria-invalid="true"' in response.text
    assert typed == "" or f'value="{typed}"' not in response.text
    assert "<title>오류:" in response.text


def test_too_many_tries_are_429_with_the_wait(locked, as_, user, allow):
    allow({"room-password": (1, 600)})
    enter = f"{locked.get_absolute_url()}enter/"
    as_(user).post(enter, {"password": "틀림"})
    response = as_(user).post(enter, {"password": SECRET})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 600
    assert not locked.is_occupied_by(user)


def test_a_wrong_password_is_written_nowhere(locked, as_, user, caplog):
    as_(user).post(f"{locked.get_absolute_url()}enter/", {"password": "나만아는말"})
    assert "나만아는말" not in caplog.text


def test_by_name_one_comes_to_the_door(locked, as_, user):
    response = as_(user).post("/rooms/enter/", {"name": "보드 게임"})
    assert response.url == locked.get_absolute_url()
    assert not locked.is_occupied_by(user)


def test_a_secret_room_is_not_there_for_others(secret, as_, user):
    client, base = as_(user), secret.get_absolute_url()
    assert client.post("/rooms/enter/", {"name": "깜짝 파티"}).status_code == 404
    assert "깜짝 파티" not in client.get("/rooms/").text
    for path in ["", "messages/", "people/", "occupants/", "stream/", "settings/", "leave/"]:
        response = client.get(f"{base}{path}")
        assert response.status_code == 404, path
        assert "쉿" not in response.text
    assert client.post(f"{base}enter/").status_code == 404
    assert as_(secret.owner).post("/rooms/enter/", {"name": "깜짝 파티"}).url == base


def test_the_list_shows_locks_and_full_rooms(locked, as_, user):
    make_room(name="만원", capacity=2).admit(make_user())
    page = as_(user).get("/rooms/").text
    assert "비밀번호 방" in page
    assert "정원 참" in page


def test_a_room_with_a_password_is_opened(as_, user):
    fields = {"name": "번개", "kind": "password", "capacity": "20"}
    refused = as_(user).post("/rooms/new/", fields)
    assert refused.status_code == 422
    assert "방 비밀번호를 정해 주세요" in refused.text
    assert as_(user).post("/rooms/new/", fields | {"password": "abc"}).status_code == 422
    assert as_(user).post("/rooms/new/", fields | {"password": SECRET}).status_code == 303
    room = Room.objects.get(name="번개")
    assert room.admit(make_user(), SECRET)


def test_an_open_room_forgets_a_password_it_was_given(as_, user):
    fields = {"name": "번개", "kind": "open", "capacity": "20", "password": SECRET}
    as_(user).post("/rooms/new/", fields)
    assert Room.objects.get(name="번개").password == ""


def test_a_made_up_kind_is_refused(as_, user):
    for kind in ["direct", "x", "club"]:
        fields = {"name": "번개", "kind": kind, "capacity": "20"}
        assert as_(user).post("/rooms/new/", fields).status_code == 422


# Who is banned -----------------------------------------------------------------------------


def test_who_is_banned_reads_nothing_of_the_room(as_):
    room = make_room(name="출사방", about="토요일 오후")
    troll = make_occupant(room)
    room.post(room.owner, "비밀이야")
    room.ban(troll, by=room.owner, reason="도배")
    client, base = as_(troll), room.get_absolute_url()
    paths = ["", "messages/", "messages/1/", "people/", "occupants/", "stream/"]
    for path in paths:
        response = client.get(f"{base}{path}")
        assert response.status_code == 403, path
        assert not re.search("비밀이야|토요일 오후", response.text), path
    for path in ["enter/", "messages/", "read/"]:
        assert client.post(f"{base}{path}", {"text": "또 나", "number": 1}).status_code == 403
    assert "출사방" not in client.get("/rooms/").text
    by_name = client.post("/rooms/enter/", {"name": "출사방"})
    assert by_name.status_code == 403
    assert "이 방에 입장할 수 없어요." in by_name.text
    assert not may_listen(troll, room.pk)
    with pytest.raises(Barred):
        room.admit(troll)
    assert room.messages.count() == 1


def test_who_is_banned_is_told_once_and_why():
    room, reason = make_room(name="출사방"), "광고를 계속 올렸어요"
    troll = make_occupant(room)
    for _ in range(2):
        room.ban(troll, by=room.owner, reason=reason)
    assert [str(each) for each in troll.notifications.all()] == [
        f"출사방 방에 더는 들어갈 수 없게 됐어요. 이유: {reason}"
    ]


def test_a_ban_from_a_room_of_a_club_outlives_leaving_the_club(club):
    room = club.rooms.get()
    troll = make_member(club)
    room.admit(troll)
    room.ban(troll, by=club.president)
    club.leave(troll)
    club.admit(troll)
    with pytest.raises(Barred):
        room.admit(troll)
    assert make_room().admit(troll)  # other rooms know nothing of it


def test_an_owner_does_not_hash_passwords_without_end(client, allow):
    allow({})
    room = make_room(kind=Room.Kind.PASSWORD, password="열쇠열쇠")
    client.force_login(room.owner)
    sent = {
        "name": "출사방", "emoji": "🌙", "hue": "3", "kind": "password", "capacity": "30",
        "slow_seconds": "0", "password": "새열쇠새열쇠",
    }  # fmt: skip
    url = f"{room.get_absolute_url()}settings/"
    statuses = [client.post(url, sent).status_code for _ in range(21)]
    assert statuses == [303] * 20 + [429]
    assert client.post(url, sent | {"password": ""}).status_code == 303
