"""Many at once, with real threads and connections."""

import threading
import time

import pytest
from django.db import transaction

from kclub.errors import Refused
from rooms.models import Room
from tests.factories import make_occupant, make_room, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_numbers_have_no_gaps_whoever_writes_when():
    room = make_room()
    people = [make_occupant(room) for _ in range(5)]
    at_once(*[lambda p=p, n=n: room.post(p, f"{n}") for p in people for n in range(8)])
    numbers = room.messages.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 41))
    assert Room.objects.get().last_change == 40


def test_many_tries_of_one_form_are_one_message():
    room = make_room()
    sent = at_once(*[lambda: room.post(room.owner, "안녕", nonce="a1")] * 12)
    assert len({message.pk for message in sent}) == 1
    assert room.messages.count() == 1
    assert Room.objects.get().last_change == 1


def test_of_fifty_at_the_door_as_many_enter_as_there_are_seats():
    room = make_room(capacity=20)
    people = [make_user() for _ in range(50)]
    answers = at_once(*[lambda person=person: room.admit(person) for person in people])
    assert room.occupancies.count() == 20
    assert sum(isinstance(answer, Refused) for answer in answers) == 31


def test_one_person_at_many_doors_is_in_once():
    room, visitor = make_room(), make_user()
    at_once(*[lambda: room.admit(visitor)] * 10)
    assert room.occupancies.filter(user=visitor).count() == 1


def test_two_who_delete_a_message_make_one_change():
    room = make_room()
    message = room.post(room.owner, "지울 말")
    at_once(*[lambda: room.messages.get(pk=message.pk).delete_by(room.owner)] * 6)
    assert Room.objects.get().last_change == 2


def test_a_room_opened_by_many_clicks_is_one_room():
    owner = make_user()
    opened = at_once(*[lambda: Room.open(owner, "번개")] * 6)
    assert len({room.pk for room in opened}) == 1


def test_rooms_of_one_name_opened_at_once_have_an_address_each():
    owners = [make_user() for _ in range(6)]
    opened = at_once(*[lambda owner=owner: Room.open(owner, "출사") for owner in owners])
    assert len({room.slug for room in opened}) == 6
    assert {room.owner for room in opened} == set(owners)


def test_who_is_removed_while_they_speak_has_not_spoken():
    """Their message waits for the room; what it finds then is what counts."""
    room = make_room()
    speaker = make_occupant(room)
    held = threading.Event()

    def remove():
        with transaction.atomic():
            room.lock().remove(speaker, "kicked")
            held.set()
            time.sleep(0.3)  # while the other waits

    def speak():
        held.wait(5)
        return room.post(speaker, "아직 있어요")

    assert isinstance(at_once(remove, speak)[1], Refused)
    assert Room.objects.get().last_change == 0


def test_people_who_speak_and_leave_at_once_never_block_each_other():
    room = make_room()
    people = [make_occupant(room) for _ in range(8)]
    speaking = [lambda p=p: room.post(p, "안녕") for p in people]
    leaving = [lambda p=p: room.leave(p) for p in people]
    answers = at_once(*[step for pair in zip(speaking, leaving, strict=True) for step in pair])
    spoken = [said for said in answers[::2] if not isinstance(said, Refused)]
    assert [message.number for message in room.messages.all()] == list(range(1, len(spoken) + 1))
    assert room.occupancies.count() == 1


def test_a_reaction_clicked_many_times_at_once_is_one():
    room = make_room()
    message, friend = room.post(room.owner, "맑대요"), make_occupant(room)
    at_once(*[lambda: room.messages.get().react(friend, "like")] * 6)
    assert message.reactions.count() == 1
    assert Room.objects.get().last_change == 2


def test_what_is_deleted_while_others_react_and_answer_stays_deleted():
    room = make_room()
    message, people = room.post(room.owner, "비밀"), [make_occupant(room) for _ in range(4)]

    def again():
        return room.messages.get(pk=message.pk)

    at_once(
        lambda: again().edit(room.owner, "더 큰 비밀"),
        lambda: again().delete_by(room.owner),
        *[lambda p=p: again().react(p, "like") for p in people],
        *[lambda p=p: room.post(p, "네?", reply_to=again()) for p in people],
    )
    message.refresh_from_db()
    assert message.text == ""
    assert not message.reactions.exists()
    changes = room.messages.order_by("change").values_list("change", flat=True)
    assert len(set(changes)) == len(changes) == 5
    assert max(changes) == Room.objects.get().last_change
