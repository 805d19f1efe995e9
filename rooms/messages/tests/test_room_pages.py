import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rooms.models import Message, Occupancy, Room
from tests.factories import (
    make_club,
    make_member,
    make_occupant,
    make_room,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def room():
    room = make_room(name="출사방")
    room.post(room.owner, "첫 말")
    return room


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.logout()
        if user:
            client.force_login(user)
        return client

    return sign_in


def removed(room):
    user = make_occupant(room)
    room.leave(user)
    return user


# Who is outside --------------------------------------------------------------------------


def test_a_room_of_a_club_is_for_its_members(as_):
    club = make_club()
    room = club.rooms.get()
    member, foreign, union = make_member(club), make_member(make_club()), make_staff()
    for user, status, sentence in [
        (member, 200, "입장하기"),
        (foreign, 403, "부원만"),
        (union, 403, "부원만"),
    ]:
        response = as_(user).get(room.get_absolute_url())
        assert response.status_code == status
        assert sentence in response.text
        assert as_(user).post(f"{room.get_absolute_url()}enter/").status_code == (
            303 if user == member else 403
        )


def test_who_is_outside_reads_nothing_of_the_room(room, as_):
    room.post(room.owner, "비밀이야")
    for user in [make_user(), removed(room), make_user(verified=False)]:
        assert "비밀이야" not in as_(user).get(room.get_absolute_url()).text
        assert "비밀이야" not in as_(user).get("/rooms/").text


@pytest.mark.parametrize(
    "name", ["room", "messages", "occupants", "room-enter", "room-leave", "stream"]
)
def test_an_unknown_room_is_not_found(name, client, user):
    client.force_login(user)
    assert client.get(reverse(f"rooms:{name}", args=["없는-방"])).status_code == 404


# The list --------------------------------------------------------------------------------


def test_the_list_tells_what_was_said_last_and_how_much_is_unread(room, as_):
    friend = make_occupant(room)
    for text in ["하나", "<b>둘</b>"]:
        room.post(room.owner, text)
    page = as_(friend).get("/rooms/").text
    assert f"{room.owner}: &lt;b&gt;둘&lt;/b&gt;" in page
    assert '<span class="n">2<span class="vh">개 안 읽음' in page
    navigation = page.partition("<main")[0]  # its number is one, and said once
    assert '<span class="n">1</span> <span class="vh">개 안 읽음</span>' in navigation


@pytest.mark.parametrize("name", ["방 / 이름?", "ㅎㅎ & co", " 출사  방 ", "100%#1"])
def test_a_room_is_entered_by_its_name(name, as_, user):
    room = make_room(name=name)
    response = as_(user).post("/rooms/enter/", {"name": name})
    assert (response.status_code, response.url) == (303, room.get_absolute_url())
    assert room.occupancies.filter(user=user).exists()


def test_an_unknown_name_is_kept_and_explained(as_, user):
    response = as_(user).post("/rooms/enter/", {"name": '없는 방 "?/'})
    assert response.status_code == 404
    assert 'value="없는 방 &quot;?/"' in response.text
    assert "그런 이름의 방이 없어요" in response.text


def test_of_rooms_with_one_name_one_is_chosen(as_, user):
    rooms = [make_room(name="번개") for _ in range(2)]
    response = as_(user).post("/rooms/enter/", {"name": "번개"})
    assert all(f'href="{room.get_absolute_url()}"' in response.text for room in rooms)
    assert not user.occupancies.exists()


def test_a_refusal_at_the_door_is_told_beside_the_box(as_, user):
    make_room(name="만원", capacity=1)
    response = as_(user).post("/rooms/enter/", {"name": "만원"})
    assert response.status_code == 403
    assert "정원이 찼어요. 1/1" in response.text


def test_nothing_is_no_name(as_, user):
    assert as_(user).post("/rooms/enter/", {"name": " "}).status_code == 422
    assert as_(user).get("/rooms/enter/").url == "/rooms/"


def test_other_rooms_come_in_pages(as_, user):
    for _ in range(25):
        make_room()
    page = as_(user).get("/rooms/?page=2").text
    assert page.count('class="item"') == 5 + 1  # that of the helper


# Opening ---------------------------------------------------------------------------------


def test_a_room_is_opened(as_, user):
    fields = {"name": "서울숲 번개", "about": "토요일", "kind": "open", "capacity": "50"}
    response = as_(user).post("/rooms/new/", fields)
    room = Room.objects.get(name="서울숲 번개")
    assert response.url == room.get_absolute_url()
    assert (room.owner, room.about, room.capacity, room.club) == (user, "토요일", 50, None)


def test_a_room_is_opened_for_ones_club_and_for_no_other(as_, club):
    member, foreign = make_member(club), make_club()
    fields = {"name": "암실 예약", "kind": "club", "capacity": "20"}
    assert as_(member).post("/rooms/new/", fields | {"club": foreign.pk}).status_code == 422
    assert as_(member).post("/rooms/new/", fields).status_code == 422
    assert as_(make_user()).post("/rooms/new/", fields | {"club": club.pk}).status_code == 422
    assert as_(member).post("/rooms/new/", fields | {"club": club.pk}).status_code == 303
    room = Room.objects.get(name="암실 예약")
    assert (room.kind, room.club) == ("club", club)


def test_what_is_wrong_is_told_and_what_was_written_is_kept(as_, user):
    response = as_(user).post("/rooms/new/", {"name": "", "about": "조용히", "kind": "open"})
    assert response.status_code == 422
    assert 'value="조용히"' in response.text
    assert 'aria-invalid="true"' in response.text


def test_after_some_rooms_a_day_it_is_enough(as_, user, allow):
    allow({"room-create": (1, 86_400)})
    fields = {"name": "하나", "kind": "open", "capacity": "20"}
    as_(user).post("/rooms/new/", fields)
    response = as_(user).post("/rooms/new/", fields | {"name": "둘"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert 'value="둘"' in response.text
    assert not Room.objects.filter(name="둘").exists()


# The page --------------------------------------------------------------------------------


def test_the_page_shows_the_newest_and_leads_to_the_older_ones(room, as_, settings):
    settings.MESSAGES_PER_PAGE = 3
    for n in range(2, 6):
        room.post(room.owner, f"말 {n}")
    client = as_(room.owner)
    page = client.get(room.get_absolute_url()).text
    assert re.findall(r'id="(m\d+)"', page) == ["m3", "m4", "m5"]
    assert "?before=3" in page

    older = client.get(f"{room.get_absolute_url()}?before=3").text
    assert re.findall(r'id="(m\d+)"', older) == ["m1", "m2"]
    assert "이전 메시지" not in older


@pytest.mark.parametrize("before", ["", "0", "-1", "x", "9" * 30, "１"])
def test_a_strange_page_of_the_past_is_still_a_page(before, room, as_):
    url = f"{room.get_absolute_url()}?before={before}"
    assert as_(room.owner).get(url).status_code == 200


def test_the_page_says_where_one_stopped_reading(room, as_):
    friend = make_occupant(room)
    room.post(friend, "읽은 말")
    room.post(room.owner, "새 말")
    page = as_(friend).get(room.get_absolute_url()).text
    assert page.index("읽은 말") < page.index("여기까지 읽었어요") < page.index("새 말")
    assert "여기까지 읽었어요" not in as_(room.owner).get(room.get_absolute_url()).text


def test_the_stream_goes_on_where_the_page_stops(room, as_):
    page = as_(room.owner).get(room.get_absolute_url()).text
    assert page.count("hx-sse:connect") == 1
    assert re.search(r'hx-sse:connect="[^"]*/stream/\?after=1&amp;ticket=', page)


@pytest.mark.parametrize("messages", [3, 50])
def test_a_room_page_costs_the_same_whatever_was_said(
    messages, room, as_, django_assert_max_num_queries
):
    for _ in range(messages):
        room.post(make_occupant(room), "말")
    client = as_(room.owner)
    client.get("/rooms/")
    with django_assert_max_num_queries(12):
        client.get(room.get_absolute_url())


def test_a_list_costs_the_same_however_many_rooms_it_has(as_, user):
    client = as_(user)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get("/rooms/")
        return len(queries)

    for _ in range(3):
        make_room(user).post(user, "말")
        make_room()
    few = cost()
    for _ in range(20):
        make_room(user).post(user, "말")
        make_room()
    assert cost() == few


def test_reading_a_page_changes_nothing(room, as_):
    friend = make_occupant(room)
    room.post(room.owner, "새 말")
    before = [*Room.objects.values(), *Occupancy.objects.values(), *Message.objects.values()]
    base = room.get_absolute_url()
    for path in [
        "",
        "messages/",
        "people/",
        "occupants/",
        "leave/",
        "enter/",
        "messages/1/",
        "messages/1/delete/",
    ]:
        as_(friend).get(f"{base}{path}")
    as_(friend).get("/rooms/")
    assert before == [
        *Room.objects.values(),
        *Occupancy.objects.values(),
        *Message.objects.values(),
    ]
    assert as_(friend).get(f"{base}read/").status_code == 405


def test_words_and_names_are_never_markup(as_):
    room = make_room(make_user("<i>나</i>"), "<script>방</script>", about="<b>소개</b>")
    room.post(room.owner, "<script>alert(1)</script>")
    for url in ["/rooms/", room.get_absolute_url(), f"{room.get_absolute_url()}messages/1/"]:
        page = as_(room.owner).get(url).text
        for markup in ["<script>방", "<script>alert", "<i>나", "<b>소개"]:
            assert markup not in page


# Sending ---------------------------------------------------------------------------------


def test_sending_without_script_comes_back_to_the_message(room, as_):
    url = f"{room.get_absolute_url()}messages/"
    response = as_(room.owner).post(url, {"text": " 안녕 ", "nonce": "a1"})
    assert (response.status_code, response.url) == (303, f"{room.get_absolute_url()}#m2")
    again = as_(room.owner).post(url, {"text": " 안녕 ", "nonce": "a1", "refresh": "10"})
    assert again.url == f"{room.get_absolute_url()}?refresh=10#m2"
    assert [message.text for message in room.messages.all()] == ["첫 말", "안녕"]


def test_sending_with_htmx_brings_the_message_and_nothing_else(room, as_):
    url = f"{room.get_absolute_url()}messages/"
    response = as_(room.owner).post(url, {"text": "안녕", "nonce": "a1"}, headers=PART)
    assert response.status_code == 200
    assert response.text.startswith('<hx-partial hx-target="#messages" hx-swap="upsert"><li')
    assert 'id="m2"' in response.text
    assert "<form" not in response.text
    again = as_(room.owner).post(url, {"text": "안녕", "nonce": "a1"}, headers=PART)
    assert again.text == response.text
    assert room.messages.last().html() in response.text  # what everybody gets


@pytest.mark.parametrize("text", ["", "  \r\n ", "\u200b\u200b", "가" * 4001])
def test_nothing_and_too_much_is_not_sent(text, room, as_):
    url = f"{room.get_absolute_url()}messages/"
    page = as_(room.owner).post(url, {"text": text, "nonce": "a1"})
    assert page.status_code == 422
    assert 'value="a1"' in page.text
    part = as_(room.owner).post(url, {"text": text}, headers=PART)
    assert part.status_code == 422
    assert part.text.startswith('<hx-partial hx-target="#say-err">')
    assert room.messages.count() == 1
    if text.strip():
        assert f"{text}</textarea>" in page.text


def test_four_thousand_letters_of_several_lines_are_sent(room, as_):
    text = "가\r\n" * 2000
    url = f"{room.get_absolute_url()}messages/"
    assert as_(room.owner).post(url, {"text": text}).status_code == 303


@pytest.mark.parametrize("headers", [{}, PART])
def test_who_writes_too_fast_waits_and_keeps_their_words(headers, room, as_, allow):
    allow({"message-burst": (1, 60)})
    url = f"{room.get_absolute_url()}messages/"
    as_(room.owner).post(url, {"text": "하나"})
    response = as_(room.owner).post(url, {"text": "<둘>"}, headers=headers)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert "조금만 천천히요" in response.text
    if not headers:
        assert "&lt;둘&gt;</textarea>" in response.text
    assert room.messages.count() == 2


def test_reading_is_told_and_never_beyond_what_was_said(room, as_):
    friend = make_occupant(room)
    occupancy = room.occupancies.get(user=friend)
    for sent, kept in [("1", 1), ("x", 1), ("", 1), ("-4", 1), ("9" * 18, 1)]:
        url = f"{room.get_absolute_url()}read/"
        assert as_(friend).post(url, {"number": sent}, headers=PART).status_code == 204
        occupancy.refresh_from_db()
        assert occupancy.read_up_to == kept


def test_the_menu_offers_what_the_viewer_may_do(room, as_):
    friend = make_occupant(room)
    url = f"{room.get_absolute_url()}messages/1/"
    assert "delete/" in as_(room.owner).get(url).text
    part = as_(friend).get(url, headers=PART).text
    assert "첫 말" in part
    assert "delete/" not in part
    about = f"/people/{room.owner.username}/"
    assert about in part
    assert about not in as_(room.owner).get(url, headers=PART).text


def test_a_deleted_message_changes_in_place(room, as_):
    url = f"{room.get_absolute_url()}messages/1/delete/"
    response = as_(room.owner).post(url, headers=PART)
    assert response.text.startswith('<hx-partial hx-target="#m1" hx-swap="outerHTML"><li')
    assert as_(room.owner).post(url).url == f"{room.get_absolute_url()}?at=1#m1"
    assert "첫 말" not in as_(room.owner).get(room.get_absolute_url()).text


def test_people_come_and_go_on_an_open_page(room, as_):
    friend = make_occupant(room, "김민재")
    part = as_(room.owner).get(f"{room.get_absolute_url()}people/", headers=PART).text
    assert "김민재" in part
    assert "참여자 2명" in part
    assert '<hx-partial hx-target="#kind">' in part
    room.leave(friend)
    part = as_(room.owner).get(f"{room.get_absolute_url()}people/", headers=PART).text
    assert "김민재" not in part


# Without JavaScript ----------------------------------------------------------------------


def test_without_script_the_page_comes_again_when_asked_to(room, as_):
    client, base = as_(room.owner), room.get_absolute_url()
    assert 'http-equiv="refresh"' not in client.get(base).text
    looking = client.get(f"{base}?refresh=30").text
    assert '<meta http-equiv="refresh" content="30">' in looking
    for query in ["refresh=1", "refresh=x", "refresh=30&write"]:
        assert 'http-equiv="refresh"' not in client.get(f"{base}?{query}").text
    assert 'name="refresh" value="30"' in client.get(f"{base}?refresh=30&write").text
