"""Unread badges: what counts in them, and what takes it back."""

import pytest
from django.urls import reverse

from rooms.messages import unread_notices
from rooms.models import Occupancy
from tests.factories import make_occupant, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make_room(name="출사방")


@pytest.fixture
def reader(room):
    return make_occupant(room)


@pytest.fixture
def pest(room):
    return make_occupant(room, "김민재")


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    monkeypatch.setattr(unread_notices, "notified", {})


def counts(client, reader):
    """Return (unread rooms in the badge, unread messages in the list) of one room."""
    client.force_login(reader)
    listed = client.get(reverse("rooms:rooms")).context["my_rooms"]
    return Occupancy.objects.of(reader).unread().count(), [room.unread for room in listed]


def test_messages_of_the_blocked_are_unread_nowhere(client, room, reader, pest):
    reader.block(pest)
    room.post(pest, "하나")
    assert counts(client, reader) == (0, [0])
    assert unread_notices.notify_unread({f"user:{reader.pk}": {str(reader.pk)}}) == []
    room.post(room.owner, "둘")
    room.post(pest, "셋")
    assert counts(client, reader) == (1, [1])
    reader.unblock(pest)
    assert counts(client, reader) == (1, [3])


def test_a_block_counts_for_the_one_who_made_it_alone(client, room, reader, pest):
    pest.block(reader)
    make_occupant(room).block(pest)
    room.post(pest, "하나")
    assert counts(client, reader) == (1, [1])


@pytest.mark.parametrize("end", ["delete", "hide"])
def test_a_message_takes_its_badge_and_its_mention_along(client, room, reader, published, end):
    message = room.post(room.owner, f"@{reader} 여기요")
    assert counts(client, reader) == (1, [1])
    with published() as events:
        message.delete_by(room.owner) if end == "delete" else message.hide()
    assert counts(client, reader) == (0, [0])
    assert not reader.notifications.exists()
    assert {"unread-changed", "notifications-changed"} <= {
        event for channel, event in events if channel == reader.channel
    }


def test_a_message_after_a_deleted_one_is_told_again(room, reader):
    home = {f"user:{reader.pk}": {str(reader.pk)}}
    told = [(reader.channel, "unread-changed", "")]
    first = room.post(room.owner, "하나")
    assert unread_notices.notify_unread(home) == told
    first.delete_by(room.owner)
    room.post(room.owner, "둘")
    assert unread_notices.notify_unread(home) == told
    assert unread_notices.notify_unread(home) == []


def test_a_closed_room_counts_no_more(client, room, reader, published):
    room.post(room.owner, f"@{reader} 여기요")
    with published() as events:
        room.close(room.owner)
    assert Occupancy.objects.of(reader).unread().count() == 0
    assert counts(client, reader)[1] in ([], [0])
    assert not reader.notifications.exists()
    assert (reader.channel, "unread-changed") in events


def test_who_is_out_of_a_room_is_not_led_back_into_it(room, reader):
    room.post(room.owner, f"@{reader} 여기요")
    room.ban(reader, by=room.owner)
    assert [str(each) for each in reader.notifications.all()] == [
        "출사방 방에 더는 들어갈 수 없게 됐어요."
    ]
