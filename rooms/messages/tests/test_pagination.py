"""Finding one's way in what was said: pages, permalinks, search."""

import re

import pytest

from rooms.messages.pagination import page_of_messages
from rooms.models import Room
from tests.factories import make_occupant, make_room, make_user

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def room(settings):
    """A room of ten messages, three on a page; 4 is deleted, which took number 11."""
    settings.MESSAGES_PER_PAGE = 3
    room = make_room(name="출사방")
    for n in range(1, 11):
        room.post(room.owner, f"말 {n}")
    room.messages.get(number=4).delete_by(room.owner)
    return room


@pytest.fixture
def reader(client, room):
    client.force_login(room.owner)
    return client


def numbers(page):
    return [message.number for message in page.messages]


def shown(response):
    return re.findall(r'id="m(\d+)"', response.text)


# Pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "expected", "older_than", "newer_than"),
    [
        ({}, [8, 9, 10], 8, None),
        ({"before": 8}, [5, 6, 7], 5, 7),
        ({"before": 3}, [1, 2], None, 2),
        ({"before": 99}, [8, 9, 10], 8, None),
        ({"before": 1}, [8, 9, 10], 8, None),
        ({"after": 2}, [3, 4, 5], 3, 5),
        ({"after": 7}, [8, 9, 10], 8, None),
        ({"after": 10}, [8, 9, 10], 8, None),
        ({"at": 5}, [5, 6], 5, 6),
        ({"at": 1}, [1, 2], None, 2),
        ({"at": 9}, [9, 10], 9, None),
        ({"at": 10}, [10], 10, None),
        ({"at": 11}, [10], 10, None),
        ({"at": 9**18}, [10], 10, None),
        ({"at": 0}, [1], None, 1),
    ],
)
def test_a_page_knows_what_lies_around_it(room, asked, expected, older_than, newer_than):
    page = page_of_messages(room.messages.all(), **asked)
    assert (numbers(page), page.older_than, page.newer_than) == (expected, older_than, newer_than)


def test_a_silent_room_has_a_page_too():
    page = page_of_messages(make_room().messages.all(), at=3)
    assert (page.messages, page.older_than, page.newer_than, page.newest) == ([], None, None, 0)


def test_a_message_is_at_its_address_however_old_it_is(room, reader):
    message = room.messages.get(number=2)
    assert message.get_absolute_url() == f"{room.get_absolute_url()}?at=2#m2"
    page = reader.get(message.get_absolute_url())
    assert "2" in shown(page)
    assert "다음 메시지" in page.text
    assert f'id="jump" href="{room.get_absolute_url()}">' in page.text


def test_only_the_newest_page_listens_to_the_room(room, reader):
    url = room.get_absolute_url()
    for query, stream in [
        ("", f"{url}stream/"),
        ("?at=10", f"{url}stream/"),
        ("?at=2", "/me/stream/"),
    ]:
        page = reader.get(f"{url}{query}").text
        assert re.findall(r'hx-sse:connect="([^?]*)', page) == [stream]


def test_parts_go_on_in_one_direction(room, reader):
    url = f"{room.get_absolute_url()}messages/"
    older = reader.get(f"{url}?before=8", headers=PART)
    assert shown(older) == ["5", "6", "7"]
    assert "이전 메시지" in older.text
    assert "다음 메시지" not in older.text
    newer = reader.get(f"{url}?after=2", headers=PART)
    assert shown(newer) == ["3", "4", "5"]
    assert "다음 메시지" in newer.text
    assert "이전 메시지" not in newer.text


@pytest.mark.parametrize("query", ["at=", "at=x", "after=-1", "before=&at=１", "after=" + "9" * 30])
def test_a_strange_moment_is_the_newest(query, room, reader):
    assert shown(reader.get(f"{room.get_absolute_url()}?{query}")) == ["8", "9", "10"]


# How far one has read --------------------------------------------------------------------


def test_the_line_stands_where_reading_stopped_and_not_above_what_is_only_loaded(room, client):
    friend = make_occupant(room)
    occupancy = room.occupancies.get(user=friend)
    client.force_login(friend)
    url = room.get_absolute_url()

    room.occupancies.filter(pk=occupancy.pk).update(read_up_to=9)
    assert client.get(url).text.index("여기까지 읽었어요") < client.get(url).text.index('id="m10"')

    room.occupancies.filter(pk=occupancy.pk).update(read_up_to=6)
    page = client.get(url).text
    assert "여기까지 읽었어요" not in page
    assert f'href="{url}?at=6&amp;read=6#m6">읽던 곳으로' in page
    older = client.get(f"{url}messages/?before=8&read=6", headers=PART).text
    assert older.index('id="m6"') < older.index("여기까지 읽었어요") < older.index('id="m7"')


def test_the_newest_page_tells_that_it_is_read_and_a_page_of_the_past_does_not(room, client):
    friend = make_occupant(room)
    room.occupancies.filter(user=friend).update(read_up_to=2)
    client.force_login(friend)
    assert 'hx-trigger="load, seen' in client.get(room.get_absolute_url()).text
    assert 'hx-trigger="load, seen' not in client.get(f"{room.get_absolute_url()}?at=5").text


# People one does not hear ----------------------------------------------------------------


def test_what_the_blocked_say_is_folded_away_and_still_there(room, client):
    loud, friend = make_occupant(room), make_occupant(room)
    room.post(loud, "시끄러운 말")
    friend.block(loud)
    client.force_login(friend)
    page = client.get(room.get_absolute_url()).text
    assert "시끄러운 말" in page
    assert f'[data-author="{loud.username}"]:not(.open)>.msg-b' in page
    assert f'data-blocked="{loud.username}"' in page
    client.force_login(loud)
    page = client.get(room.get_absolute_url()).text
    assert ":not(.open)>.msg-b" not in page


# Search ----------------------------------------------------------------------------------


@pytest.fixture
def talk(room):
    for text in [
        "서울숲 2번 출구에서 만나요",
        "Leica M6 가져갈게요",
        "<b>서울숲</b> 100% 단풍_이에요",
    ]:
        room.post(room.owner, text)
    return room


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("서울숲", ["14", "12"]),
        ("서울 숲2번", ["12"]),
        ("LEICA", ["13"]),
        ("ｌｅｉｃａ", ["13"]),
        ("서울숲".encode().decode(), ["14", "12"]),
        ("100%", ["14"]),
        ("풍_이", ["14"]),
        ("0_단", []),
        ("없는 말", []),
        ("지운 메시지", []),
    ],
)
def test_words_are_found_however_they_are_typed(talk, reader, words, found):
    page = reader.get(f"{talk.get_absolute_url()}search/", {"q": words})
    assert re.findall(r"#m(\d+)", page.text) == found
    assert page.status_code == 200


def test_what_was_found_is_marked_and_leads_to_its_place(talk, reader):
    page = reader.get(f"{talk.get_absolute_url()}search/?q=서울숲").text
    assert "&lt;b&gt;<mark>서울숲</mark>&lt;/b&gt; 100%" in page
    assert f'href="{talk.get_absolute_url()}?at=14#m14"' in page


def test_long_messages_are_cut_around_what_was_found(room, reader):
    room.post(room.owner, f"{'가' * 300}\n바늘\n{'나' * 300}")
    page = reader.get(f"{room.get_absolute_url()}search/?q=바늘").text
    assert f"…{'가' * 23} <mark>바늘</mark> {'나' * 71}…" in page


def test_one_letter_is_too_little_to_look_for(talk, reader):
    page = reader.get(f"{talk.get_absolute_url()}search/?q=숲").text
    assert "두 글자부터 찾을 수 있어요." in page
    assert "#m" not in page.partition("<main")[2].replace("#main", "")


def test_edited_words_are_found_and_deleted_ones_are_not(room, reader):
    message = room.post(room.owner, "처음 한 말")
    message.edit(room.owner, "고친 말")

    def found(words):
        page = reader.get(f"{room.get_absolute_url()}search/", {"q": words}).text
        return f"#m{message.number}" in page

    assert found("고친 말")
    assert not found("처음 한")
    message.delete_by(room.owner)
    assert not found("고친 말")
    assert not room.messages.filter(folded_text__contains="고친말").exists()


def test_the_blocked_are_not_found(room, reader):
    loud = make_occupant(room)
    room.post(loud, "시끄러운 말")
    room.owner.block(loud)
    assert "시끄러운" not in reader.get(f"{room.get_absolute_url()}search/?q=말").text


def test_more_is_found_page_by_page(room, reader, django_assert_max_num_queries):
    for n in range(45):
        room.post(room.owner, f"바늘 {n}")
    url, seen = f"{room.get_absolute_url()}search/?q=바늘", []
    while url:
        with django_assert_max_num_queries(9):
            page = reader.get(url).text
        seen += re.findall(r"#m(\d+)", page)
        older = re.search(r'href="(\?q=[^"]*)"', page)
        url = older and room.get_absolute_url() + "search/" + older[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 45


def test_only_who_is_in_the_room_searches_it(talk, client):
    url = f"{talk.get_absolute_url()}search/?q=서울숲"
    left = make_occupant(talk)
    talk.leave(left)
    for user, status in [(None, 302), (make_user(), 403), (left, 403), (make_occupant(talk), 200)]:
        client.logout()
        if user:
            client.force_login(user)
        page = client.get(url)
        assert page.status_code == status
        assert ("2번 출구" in page.text) == (status == 200)
    assert client.post(url).status_code == 405


# What a page costs -----------------------------------------------------------------------


@pytest.mark.parametrize("history", [5, 200])
@pytest.mark.parametrize("query", ["", "?at=3", "?before=4"])
@pytest.mark.parametrize("between", [False, True])
def test_a_page_costs_twelve_queries_at_most_at_any_moment_of_any_history(
    history, query, between, client, django_assert_max_num_queries
):
    one, two = make_user(), make_user()
    room = Room.open_direct(one, [two]) if between else make_room(one)
    if not between:
        room.admit(two)
    one.block(make_user())
    for n in range(history):
        room.post([one, two][n % 2], f"말 {n}", reply_to=room.messages.last())
    room.messages.get(number=2).react(two, "like")
    client.force_login(one)
    client.get("/rooms/")
    with django_assert_max_num_queries(12):
        assert client.get(f"{room.get_absolute_url()}{query}").status_code == 200


def test_nobody_searches_without_end(room, reader, allow):
    allow({})
    search = f"{room.get_absolute_url()}search/"
    statuses = [reader.get(search, {"q": "없는 말"}).status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    assert reader.get(search).status_code == 200
