"""Read marks: how far one has read, and how many have not read a message."""

import re

import pytest
from django.urls import reverse

from rooms.messages import occupancy as reading
from rooms.messages.read_marks import read_marks
from rooms.models import Occupancy
from tests.factories import make_occupant, make_room, make_user, unverified

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def room():
    room = make_room(name="출사방")
    for n in range(3):
        room.post(room.owner, f"{n}")
    return room


@pytest.fixture
def reader(room):
    reader = make_occupant(room)
    room.occupancies.filter(user=reader).update(read_up_to=0)
    return reader


def read(client, room, **sent):
    return client.post(reverse("rooms:read-mark", args=[room.slug]), sent, headers=PART)


def read_up_to(room, user):
    return room.occupancies.get(user=user).read_up_to


@pytest.mark.parametrize("number", ["", "abc", "-1", "1.5", "9" * 30])
def test_a_strange_number_reads_nothing_beyond_what_was_said(client, room, reader, number):
    client.force_login(reader)
    assert read(client, room, number=number).status_code == 204
    assert read_up_to(room, reader) in (0, 3)


def test_reading_tells_the_page_to_count_anew(client, room, reader):
    client.force_login(reader)
    answer = read(client, room, number=2)
    assert "unread-changed" in answer.headers["HX-Trigger"]
    assert read_up_to(room, reader) == 2


def test_an_older_page_read_late_does_not_take_back_what_was_read(client, room, reader):
    client.force_login(reader)
    read(client, room, number=3)
    read(client, room, number=1)
    assert read_up_to(room, reader) == 3


def test_one_s_reading_is_nobody_else_s(client, room, reader):
    other = make_occupant(room)
    room.occupancies.filter(user=other).update(read_up_to=1)
    client.force_login(reader)
    read(client, room, number=3)
    assert read_up_to(room, other) == 1


def test_strangers_mark_nothing_and_a_link_does_not_either(client, room, reader):
    url = reverse("rooms:read-mark", args=[room.slug])
    client.force_login(make_user())
    assert client.post(url, {"number": 1}).status_code == 403
    client.force_login(reader)
    assert client.get(url).status_code == 405
    assert read_up_to(room, reader) == 0


def test_without_script_one_comes_back_to_the_room(client, room, reader):
    client.force_login(reader)
    answer = client.post(reverse("rooms:read-mark", args=[room.slug]), {"number": 2})
    assert (answer.status_code, answer.url) == (303, room.get_absolute_url())


# How many have not read a message ----------------------------------------------------------


def shown_to(client, user, room, query=""):
    """Return {text of a message: how many have not read it}, as the user's page says."""
    client.force_login(user)
    page = client.get(room.get_absolute_url() + query).text
    lines = re.findall(r'<li class="msg.*?</li>', page, re.DOTALL)
    found = [(re.search('dir="auto">([^<]*)', x), re.search('data-n="([^"]*)"', x)) for x in lines]
    return {text[1].strip(): int(n[1]) if n else 0 for text, n in found}


@pytest.fixture
def people(room):
    """Three people who have read nothing, the first message, and all of them."""
    people = [make_occupant(room) for _ in range(3)]
    for person, number in zip(people, [0, 1, 3], strict=True):
        room.occupancies.filter(user=person).update(read_up_to=number)
    return people


def test_a_page_says_how_many_have_not_read_each_message(client, room, people):
    assert shown_to(client, room.owner, room) == {"0": 1, "1": 2, "2": 2}
    room.occupancies.get(user=people[0]).mark_read(3)
    assert shown_to(client, room.owner, room) == {"0": 0, "1": 1, "2": 1}


def test_who_looks_at_a_page_is_reading_it(client, room, people):
    assert shown_to(client, people[0], room) == {"0": 0, "1": 1, "2": 1}


def test_a_number_has_words_for_who_does_not_see_where_it_stands(client, room, people):
    client.force_login(room.owner)
    page = client.get(room.get_absolute_url()).text
    assert '<span class="vh">안 읽은 사람 </span>2<span class="vh">명</span>' in page
    page = client.get(room.get_absolute_url(), headers={"Accept-Language": "en"}).text
    assert '<span class="vh">Not read by </span>2<span class="vh"></span>' in page


def test_who_comes_later_is_not_waited_for_and_who_goes_is_not_either(client, room, people):
    make_occupant(room)
    assert shown_to(client, room.owner, room) == {"0": 1, "1": 2, "2": 2}
    room.leave(people[0])
    assert shown_to(client, room.owner, room) == {"0": 0, "1": 1, "2": 1}


def test_who_may_not_read_for_want_of_a_school_address_is_not_waited_for(client, room, people):
    unverified(people[0])
    assert shown_to(client, room.owner, room) == {"0": 0, "1": 1, "2": 1}


def test_a_block_is_not_to_be_seen(client, room, people):
    people[0].block(room.owner)
    assert shown_to(client, room.owner, room) == {"0": 1, "1": 2, "2": 2}


def test_a_deleted_message_waits_for_nobody(client, room, people):
    room.messages.get(number=2).delete_by(room.owner)
    client.force_login(room.owner)
    assert client.get(room.get_absolute_url()).text.count('"msg-n"') == 3  # the script's as well


def test_the_past_has_no_numbers_since_nobody_would_tell_that_they_change(client, room, people):
    assert set(shown_to(client, room.owner, room, "?at=2").values()) == {0}


def test_a_message_is_broadcast_without_a_number(room, people, published):
    message, html = room.post_and_render(room.owner, "새 말")
    assert "msg-n" not in html
    assert "msg-n" not in message.html(is_update=True)


def test_a_crowd_is_not_counted(client, room, people, monkeypatch):
    monkeypatch.setattr(reading, "MAX_COUNTED_PEOPLE", 3)
    assert set(shown_to(client, room.owner, room).values()) == {0}
    assert read_marks({room.channel: {"1"}}) == {room.channel: ""}


def test_pages_are_told_how_many_have_read_how_far_and_not_who(room, people):
    assert read_marks({room.channel: set(), "user:1": set()}) == {room.channel: "3 0:1 1:1 3:2"}
    assert read_marks({"user:1": set()}) == {}


def test_however_many_read_and_however_many_rooms_are_open_one_query_tells_it(
    room, people, django_assert_num_queries
):
    rooms = [room, *(make_room() for _ in range(9))]
    readers = [make_occupant(room) for _ in range(30)]
    room.post(room.owner, "다들 읽는 말")
    for reader in readers:
        room.occupancies.get(user=reader).mark_read(4)
    with django_assert_num_queries(1):
        states = read_marks({each.channel: set() for each in rooms})
    assert states[room.channel] == "4 0:1 1:1 3:1 4:31"
    assert len(states) == 10


def test_the_numbers_of_a_message_only_fall(room, people):
    def unread():
        marks = Occupancy.objects.read_marks([room.pk])[room.pk]
        return [marks.unread_by(number) for number in [1, 2, 3]]

    assert unread() == [1, 2, 2]
    room.post(people[0], "다 읽고 하는 말")
    assert unread() == [0, 1, 1]
    room.occupancies.get(user=people[1]).mark_read(2)
    assert unread() == [0, 0, 1]
