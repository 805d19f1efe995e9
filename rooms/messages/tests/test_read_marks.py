"""Read marks over HTTP: how far one has read, and nothing else."""

import pytest
from django.urls import reverse

from tests.factories import make_occupant, make_room, make_user

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
