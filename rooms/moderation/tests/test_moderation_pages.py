"""The pages where order is kept: what they do without JavaScript, and what they cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rooms.models import Occupancy, Rank, Room, may_listen
from rooms.urls import urlpatterns
from tests.factories import make_room, make_user

pytestmark = pytest.mark.django_db
OF_A_ROOM = [each for each in urlpatterns if "slug" in each.pattern.converters]
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def room():
    return make_room(name="출사방", kind=Room.Kind.PASSWORD, password="열쇠열쇠", capacity=50)


def enter(room, name=None):
    user = make_user(name)
    room.admit(user, "열쇠열쇠")
    return user


def moderator_of(room):
    user = enter(room)
    room.appoint(user, by=room.owner)
    return user


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.logout()
        if user:
            client.force_login(user)
        return client

    return sign_in


SENT = {"minutes": "60", "reason": "도배", "uses": "5", "days": "7"}
SETTINGS = {
    "name": "새 이름", "about": "", "emoji": "🌙", "hue": "3", "kind": "open", "capacity": "30",
    "slow_seconds": "10", "read_only": "on",
}  # fmt: skip


# What they do ------------------------------------------------------------------------------


def test_everything_is_done_with_plain_forms(room, as_):
    client, somebody = as_(room.owner), enter(room, "김민재")

    def press(name, **sent):
        url = reverse(f"rooms:{name}", args=[room.slug, somebody.username])
        response = client.post(url, sent, follow=True)
        assert response.status_code == 200
        return response.text

    def theirs():
        return room.occupancies.get(user=somebody)

    assert "잠시 읽기만" in press("mute", minutes="60")
    assert theirs().is_muted
    assert "읽기만" in client.get(reverse("rooms:occupants", args=[room.slug])).text
    press("mute-lift")
    assert not theirs().is_muted
    assert "부방장이 됐어요" in press("occupant-appoint", moderator="1")
    assert theirs().rank == Rank.MODERATOR
    press("occupant-appoint", moderator="0")
    assert theirs().rank == Rank.OCCUPANT
    assert "내보냈어요" in press("occupant-kick")
    assert not may_listen(somebody, room.pk)
    room.admit(somebody, "열쇠열쇠")
    room.post(somebody, "도배")
    assert "들어올 수 없어요" in press("ban", reason="도배했어요")
    listed = client.get(reverse("rooms:bans", args=[room.slug])).text
    assert "김민재" in listed
    assert "도배했어요" in listed
    press("ban-lift")
    assert not room.bans.exists()


@pytest.mark.parametrize("minutes", ["", "0", "-5", "x", "99999999"])
def test_a_strange_while_mutes_nobody(minutes, room, as_):
    somebody = enter(room)
    url = reverse("rooms:mute", args=[room.slug, somebody.username])
    assert as_(room.owner).post(url, {"minutes": minutes}).status_code == 303
    assert not room.occupancies.get(user=somebody).is_muted


def test_the_page_of_somebody_higher_offers_nothing(room, as_):
    moderator, other = moderator_of(room), moderator_of(room)
    for user in [room.owner, other, moderator]:
        page = as_(moderator).get(reverse("rooms:occupant", args=[room.slug, user.username])).text
        assert "kick/" not in page
        assert "mute/" not in page
    page = as_(moderator).get(reverse("rooms:occupant", args=[room.slug, enter(room).username]))
    assert "kick/" in page.text
    assert "ban/" not in page.text
    assert "hand-over/" not in page.text


def test_people_are_found_and_come_in_pages(as_):
    room = make_room(capacity=500)
    Occupancy.objects.bulk_create(
        Occupancy(room=room, user=make_user(f"부원 {n:03}")) for n in range(120)
    )
    client, url = as_(room.owner), reverse("rooms:occupants", args=[room.slug])
    assert client.get(url).text.count("<tr>") == 51
    assert "부원 119" in client.get(f"{url}?page=3").text
    found = client.get(f"{url}?q=부원 07", headers=PART).text
    assert found.count("<tr>") == 11
    assert "<html" not in found
    assert "는 없어요" in client.get(f"{url}?q=없는 사람").text


def test_the_list_of_people_costs_the_same_however_many_there_are(room, as_):
    client, url = as_(room.owner), reverse("rooms:occupants", args=[room.slug])

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    enter(room)
    few = cost()
    for _ in range(20):
        enter(room)
    assert cost() == few <= 8


# Settings ----------------------------------------------------------------------------------


def test_settings_are_saved(room, as_):
    client, url = as_(room.owner), reverse("rooms:settings", args=[room.slug])
    assert "열쇠열쇠" not in client.get(url).text
    assert client.post(url, SETTINGS).status_code == 303
    room.refresh_from_db()
    assert (room.name, room.emoji, room.hue, room.kind) == ("새 이름", "🌙", 3, "open")
    assert (room.capacity, room.slow_seconds, room.read_only) == (30, 10, True)


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("name", "", 422),
        ("name", "\u200b", 422),
        ("emoji", "가", 422),
        ("emoji", "🌙🌙", 422),
        ("hue", "9", 422),
        ("kind", "club", 422),
        ("kind", "x", 422),
        ("capacity", "1", 422),
        ("capacity", "501", 422),
        ("capacity", "x", 422),
        ("capacity", "2", 409),
        ("slow_seconds", "7", 422),
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(field, value, status, room, as_):
    enter(room), enter(room)
    before = Room.objects.values().get()
    url = reverse("rooms:settings", args=[room.slug])
    response = as_(room.owner).post(url, SETTINGS | {field: value})
    assert response.status_code == status
    assert 'aria-invalid="true"' in response.text or 'id="id_' in response.text
    assert "출사방" in response.text
    assert Room.objects.values().get() == before


def test_a_password_is_asked_for_once(as_):
    room = make_room()
    client, url = as_(room.owner), reverse("rooms:settings", args=[room.slug])
    locked = SETTINGS | {"kind": "password"}
    assert client.post(url, locked).status_code == 422
    assert client.post(url, locked | {"password": "열쇠열쇠"}).status_code == 303
    assert client.post(url, locked | {"name": "딴 이름"}).status_code == 303
    assert Room.objects.get().admit(make_user(), "열쇠열쇠")


def test_a_room_of_a_club_stays_the_clubs(club, as_):
    room = club.rooms.get()
    url = reverse("rooms:settings", args=[room.slug])
    assert 'name="kind"' not in as_(club.president).get(url).text
    as_(club.president).post(url, SETTINGS | {"kind": "open", "password": "열쇠열쇠"})
    room.refresh_from_db()
    assert (room.kind, room.club, room.password) == (Room.Kind.CLUB, club, "")
    assert room.name == "새 이름"


# The room's own page -----------------------------------------------------------------------


def test_the_menu_leads_everybody_where_they_may_go(room, as_):
    links = {name: reverse(f"rooms:{name}", args=[room.slug]) for name in ["settings", "invites"]}
    for user, seen in [
        (enter(room), set()),
        (moderator_of(room), {"invites"}),
        (room.owner, {"settings", "invites"}),
    ]:
        page = as_(user).get(room.get_absolute_url()).text
        assert {name for name, url in links.items() if f'href="{url}"' in page} == seen
    assert "방장은 먼저 방을 넘겨 주세요" in page


def test_a_message_leads_who_keeps_order_to_its_author(room, as_):
    somebody = enter(room)
    message = room.post(somebody, "이상한 말")
    url = reverse("rooms:occupant", args=[room.slug, somebody.username])
    menu = reverse("rooms:message", args=[room.slug, message.number])
    for user, offered in [(room.owner, True), (moderator_of(room), True), (enter(room), False)]:
        assert (f'href="{url}"' in as_(user).get(menu).text) is offered
    assert f'href="{url}"' not in as_(somebody).get(menu).text


def test_the_page_says_beforehand_who_may_not_speak(room, as_):
    visitor = enter(room)
    room.edit(by=room.owner, read_only=True)
    assert "지금은 방장과 부방장만" in as_(visitor).get(room.get_absolute_url()).text
    assert "지금은 방장과 부방장만" not in as_(room.owner).get(room.get_absolute_url()).text
    part = as_(visitor).get(reverse("rooms:occupants-panel", args=[room.slug]), headers=PART).text
    assert "지금은 방장과 부방장만" in part


def test_a_closed_room_shows_what_was_said_and_leads_on(room, as_):
    visitor, messages = enter(room), f"{room.get_absolute_url()}messages/"
    room.post(visitor, "마지막 말")
    response = as_(room.owner).post(reverse("rooms:room-close", args=[room.slug]), follow=True)
    assert "채팅이 종료되었어요" in response.text
    page = as_(visitor).get(room.get_absolute_url())
    assert page.status_code == 200
    assert "마지막 말" in page.text
    assert 'href="/rooms/new/"' in page.text
    menu = as_(room.owner).get(room.get_absolute_url()).text
    for name in ["settings", "invites"]:
        assert reverse(f"rooms:{name}", args=[room.slug]) not in menu
    assert "hx-sse:connect" not in page.text.split('id="messages"')[1].split(">")[0]
    refused = as_(visitor).post(messages, {"text": "하나 더"})
    assert refused.status_code == 410
    assert "채팅이 종료되었어요" in as_(visitor).get("/rooms/").text
    outside = as_(make_user()).get(room.get_absolute_url())
    assert outside.status_code == 410
    assert "마지막 말" not in outside.text


AFTER_THE_END = {  # reading goes on, and so do leaving, taking back and reporting
    "room", "occupants-panel", "message", "read-mark", "typing", "room-leave", "message-delete",
    "message-report", "room-close",
}  # fmt: skip


@pytest.mark.parametrize("pattern", OF_A_ROOM, ids=lambda pattern: pattern.name)
def test_a_closed_room_takes_nothing_more(pattern, room, as_):
    somebody = enter(room)
    message = room.post(somebody, "마지막 말")
    link = room.invite(by=room.owner)
    room.close(by=room.owner)
    arguments = {
        "slug": room.slug,
        "number": message.number,
        "pk": 1,
        "username": somebody.username,
        "token": link.token,
    }
    wanted = {name: arguments[name] for name in pattern.pattern.converters}
    url = reverse(f"rooms:{pattern.name}", kwargs=wanted)
    user = make_user() if pattern.name in ("room-enter", "invite") else room.owner
    if pattern.name in ("message-edit", "message-report"):
        user = somebody
    sent = SENT | SETTINGS | {"text": "하나 더", "add": "like", "kind": "open"}
    status = as_(user).post(url, sent).status_code
    assert status in {404, 405, 410} or pattern.name in AFTER_THE_END
    assert room.messages.count() == 1


def test_words_and_names_are_never_markup(as_):
    room = make_room(make_user("<i>나</i>"), "<b>방</b>", kind=Room.Kind.INVITE)
    somebody = make_user("<u>너</u>")
    room.admit(somebody, invite=room.invite(by=room.owner))
    room.ban(somebody, by=room.owner, reason="<script>x")
    client = as_(room.owner)
    for name in ["occupants", "bans", "invites", "settings"]:
        page = client.get(reverse(f"rooms:{name}", args=[room.slug])).text
        for markup in ["<i>나", "<b>방", "<u>너", "<script>x"]:
            assert markup not in page


def test_a_muted_occupant_is_shown_until_which_day_and_hour(as_):
    room = make_room()
    somebody = make_user("김조용")
    room.admit(somebody)
    until = timezone.localtime(timezone.now() + timedelta(hours=1))
    room.mute(somebody, by=room.owner, until=until)

    page = as_(room.owner).get(reverse("rooms:occupant", args=[room.slug, somebody.username])).text

    assert f"{until.month}월 {until.day}일" in page
    assert re.search(r"(오전|오후) \d+:\d\d</time>까지 말할 수 없어요", page)
