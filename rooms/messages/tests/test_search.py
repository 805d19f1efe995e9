"""Search in a room: its page without words, with strange ones, and from the past."""

import pytest
from django.urls import reverse

from tests.factories import make_occupant, make_room, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    room = make_room(name="출사방")
    for text in ["토요일 출사", "일요일 출사", "필름 세 롤"]:
        room.post(room.owner, text)
    return room


@pytest.fixture
def search(client, room):
    """`search(q=…)`: the page the room's owner gets."""
    client.force_login(room.owner)
    return lambda **query: client.get(reverse("rooms:search", args=[room.slug]), query)


def found(page):
    return [message.text for message in page.context["results"]]


@pytest.mark.parametrize("query", ["", "   ", "\u3164"])
def test_without_words_nothing_is_looked_for_and_nothing_counted(search, allow, query):
    allow({"room-search": (0, 60)})
    page = search(q=query)
    assert page.status_code == 200
    assert "results" not in page.context


@pytest.mark.parametrize("before", ["abc", "-1", "", "9" * 30, "²"])
def test_a_strange_place_in_the_past_is_the_newest(search, before):
    assert found(search(q="출사", before=before)) == ["일요일 출사", "토요일 출사"]


def test_from_a_place_in_the_past_only_what_is_older_is_found(search):
    assert found(search(q="출사", before=2)) == ["토요일 출사"]


def test_what_was_looked_for_stays_in_the_box_and_is_never_markup(search):
    page = search(q='<b onclick="x">').text
    assert 'value="&lt;b onclick=&quot;x&quot;&gt;"' in page
    assert "<b onclick" not in page


@pytest.mark.parametrize("query", ["100%", "_요일", "\\", "'; --"])
def test_signs_that_mean_something_to_a_database_are_only_signs(search, query):
    page = search(q=query)
    assert page.status_code == 200
    assert page.context.get("results", []) == []


def test_what_is_said_in_another_room_is_not_found(search, room):
    other = make_room(room.owner, "다른 방")
    other.post(room.owner, "비밀 출사")
    assert "비밀 출사" not in found(search(q="출사"))


def test_a_hidden_message_is_not_found(search, room):
    room.messages.filter(number=1).update(hidden_at="2026-01-01T00:00Z")
    assert found(search(q="출사")) == ["일요일 출사"]


def test_who_has_left_searches_no_more(client, room):
    user = make_occupant(room)
    room.leave(user)
    client.force_login(user)
    answer = client.get(reverse("rooms:search", args=[room.slug]), {"q": "출사"})
    assert answer.status_code == 403
    assert "토요일" not in answer.text


def test_too_many_searches_are_429_with_the_wait(search, allow):
    allow({"room-search": (1, 60)})
    assert search(q="출사").status_code == 200
    answer = search(q="출사")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60


def test_a_search_is_read_in_english(client, room):
    client.force_login(make_occupant(room, "Amy"))
    url = reverse("rooms:search", args=[room.slug])
    page = client.get(url, {"q": "zebra"}, headers={"accept-language": "en"})
    assert '<html lang="en"' in page.text
    assert page.context["results"] == []


def test_a_room_nobody_may_know_of_is_not_there_to_be_searched(client):
    hidden = make_room(name="비밀 방", kind="invite")
    client.force_login(make_user())
    assert client.get(reverse("rooms:search", args=[hidden.slug]), {"q": "가나"}).status_code == 404
