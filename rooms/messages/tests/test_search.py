"""Search in a room: its page without words, with strange ones, and from the past."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from kclub.text.search_words import snippet
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


def test_every_word_has_to_be_there_in_any_order(search):
    assert found(search(q="출사 토요일")) == ["토요일 출사"]


def test_a_particle_at_a_word_is_no_reason_to_find_nothing(search):
    page = search(q="출사를")
    assert found(page) == ["일요일 출사", "토요일 출사"]
    assert "<mark>출사</mark>" in page.text


def test_what_one_person_said_is_found_with_and_without_words(search, room):
    friend = make_occupant(room, "서준")
    room.post(friend, "저는 출사 못 가요")
    room.post(friend, "다음에 봐요")
    assert found(search(who=friend.username)) == ["다음에 봐요", "저는 출사 못 가요"]
    assert found(search(who=friend.username, q="출사")) == ["저는 출사 못 가요"]


def test_what_was_said_on_some_days_is_found_by_the_days_of_seoul(search, room):
    room.messages.filter(number=1).update(created_at=datetime(2026, 3, 1, 14, 59, tzinfo=UTC))
    room.messages.filter(number=2).update(created_at=datetime(2026, 3, 1, 15, 0, tzinfo=UTC))
    assert found(search(since="2026-03-02", until="2026-03-02")) == ["일요일 출사"]
    assert found(search(until="2026-03-01")) == ["토요일 출사"]


@pytest.mark.parametrize(
    "query",
    [
        {"since": "어제"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"who": "nobody22"},
        {"attached": "everything"},
    ],
)
def test_a_filter_that_makes_no_sense_is_none(search, query):
    assert found(search(q="출사", **query)) == ["일요일 출사", "토요일 출사"]


def test_only_messages_with_pictures_are_found_if_asked_for(search, room):
    room.messages.filter(number=2).update(picture_count=1)
    assert found(search(attached="picture")) == ["일요일 출사"]
    assert found(search(attached="file")) == []


def test_a_result_opens_among_the_messages_around_it(search, client, room):
    page = search(q="토요일")
    [message] = page.context["results"]
    assert f'href="{message.get_absolute_url()}"' in page.text
    around = client.get(message.get_absolute_url()).context["page"]
    assert [each.number for each in around.messages] == [1, 2, 3]


def test_the_next_page_keeps_who_and_when(search, room):
    room.messages.model.objects.bulk_create(
        room.messages.model(room=room, author=room.owner, text="출사", number=number, change=number)
        for number in range(10, 35)
    )
    page = search(q="출사", who=room.owner.username)
    assert f"who={room.owner.username}&amp;before=" in page.text


def test_a_text_is_never_markup_where_a_word_is_marked():
    html = snippet('<img src=x onerror="alert(1)"> 출사 &amp; <b>', ["출사", "<b>"])
    assert "<img" not in html
    assert "<mark>출사</mark>" in html
    assert "<mark>&lt;b&gt;</mark>" in html
