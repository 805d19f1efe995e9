"""The settings of a room: what an owner may set, and what stays as it was."""

import pytest
from django.contrib.auth.hashers import check_password
from django.urls import reverse

from rooms.models import Room
from tests.factories import make_occupant, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(client):
    room = make_room(name="출사방", about="토요일마다", capacity=20)
    client.force_login(room.owner)
    return room


def save(client, room, **changes):
    sent = {
        "name": room.name,
        "about": room.about,
        "emoji": room.emoji,
        "hue": room.hue,
        "kind": room.kind,
        "capacity": room.capacity,
        "slow_seconds": room.slow_seconds,
    }
    return client.post(reverse("rooms:settings", args=[room.slug]), sent | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "가" * 31},
        {"name": "\u3164"},
        {"emoji": "글자"},
        {"emoji": "💬💬"},
        {"hue": "9"},
        {"kind": "club"},
        {"kind": "direct"},
        {"capacity": "1"},
        {"capacity": "501"},
        {"capacity": "많이"},
        {"slow_seconds": "7"},
        {"kind": "password"},
        {"kind": "password", "password": "123"},
    ],
)
def test_what_cannot_be_is_told_with_422_and_changes_nothing(client, room, changes):
    before = Room.objects.filter(pk=room.pk).values().get()
    answer = save(client, room, about="새 설명", **changes)
    assert answer.status_code == 422
    assert 'value="새 설명"' in answer.text
    assert Room.objects.filter(pk=room.pk).values().get() == before


def test_a_new_name_leaves_the_address_as_it_was(client, room):
    assert save(client, room, name="  필름 로그 ").url == reverse(
        "rooms:settings", args=[room.slug]
    )
    changed = Room.objects.get(pk=room.pk)
    assert (changed.name, changed.slug) == ("필름 로그", room.slug)
    assert Room.objects.named("필름로그").get() == room


def test_a_room_may_be_exactly_as_large_as_it_is_full(client, room):
    for _ in range(2):
        make_occupant(room)
    assert save(client, room, capacity=3).status_code == 303
    answer = save(client, room, capacity=2)
    assert answer.status_code == 409
    assert "지금 3명이 있어요." in answer.text
    assert Room.objects.get(pk=room.pk).capacity == 3


def test_an_empty_password_keeps_the_one_there_is(client, room):
    save(client, room, kind="password", password="열려라1")
    save(client, Room.objects.get(pk=room.pk), about="바뀐 설명")
    kept = Room.objects.get(pk=room.pk)
    assert kept.about == "바뀐 설명"
    assert check_password("열려라1", kept.password)


def test_other_fields_than_those_of_the_form_are_not_set(client, room):
    other = make_occupant(room)
    save(client, room, owner=other.pk, slug="taken-over", closed_at="2026-01-01", last_change=99)
    kept = Room.objects.get(pk=room.pk)
    assert (kept.owner, kept.slug, kept.closed_at) == (room.owner, room.slug, None)
    assert kept.last_change == room.last_change


def test_closing_by_a_link_only_leads_to_where_it_is_asked(client, room):
    answer = client.get(reverse("rooms:room-close", args=[room.slug]))
    assert answer.url == reverse("rooms:settings", args=[room.slug])
    assert Room.objects.get(pk=room.pk).closed_at is None


def test_closing_twice_is_closing_once(room, published):
    room.close(by=room.owner)
    first = Room.objects.get(pk=room.pk).closed_at
    with published() as events:
        room.close(by=room.owner)
    assert Room.objects.get(pk=room.pk).closed_at == first
    assert events == []
