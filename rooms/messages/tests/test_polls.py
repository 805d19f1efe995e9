"""Polls in rooms: messages that everybody in the room sees with their results."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Poll, Vote
from kclub.errors import Refused
from tests.factories import make_occupant, make_room, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db):
    return make_room()


@pytest.fixture
def message(room):
    poll = {"question": "어디서?", "choices": ["동아리방", "카페"]}
    return room.post(
        room.owner,
        poll["question"],
        poll=poll | {"closes_at": timezone.now() + timedelta(days=1), "is_anonymous": True},
    )


def keys(message, *places):
    choices = list(message.poll.choices.all())
    return {choices[place].pk for place in places}


def counts():
    return [choice.vote_count for choice in Poll.objects.get().results]


def test_a_vote_changes_the_message_on_every_page_of_the_room(room, message, published):
    voter = make_occupant(room)
    with published() as events:
        message.vote(voter, keys(message, 1))
        message.vote(voter, keys(message, 1))
    changes = [event for channel, event in events if channel == room.channel]
    assert len(changes) == 1
    assert counts() == [0, 1]
    html = room.messages.for_display().get(pk=message.pk).html()
    assert "카페 <b>1</b>" in html
    assert str(voter) not in html


def test_who_is_not_in_the_room_can_neither_vote_nor_look(room, message, client):
    stranger = make_user()
    with pytest.raises(Refused):
        message.vote(stranger, keys(message, 0))
    client.force_login(stranger)
    page = reverse("rooms:message-poll", args=[room.slug, message.number])
    assert client.get(page).status_code in (403, 404)
    assert not Vote.objects.exists()


def test_the_author_and_moderators_close_it(room, message):
    voter = make_occupant(room)
    with pytest.raises(Refused, match="만든 사람"):
        message.close_poll(voter)
    message.close_poll(room.owner)
    with pytest.raises(Refused, match="마감"):
        message.vote(voter, keys(message, 0))


def test_a_poll_is_not_edited_and_goes_with_its_message(room, message):
    with pytest.raises(Refused, match="고칠 수 없어요"):
        message.edit(room.owner, "다른 물음")
    message.vote(room.owner, keys(message, 0))
    message.delete_by(room.owner)
    assert not Poll.objects.exists()
    assert not Vote.objects.exists()
    assert "동아리방" not in room.messages.for_display().get().html()


def test_one_asks_and_votes_by_forms(room, client):
    client.force_login(room.owner)
    new = reverse("rooms:poll-new", args=[room.slug])
    assert client.get(new).status_code == 200
    assert client.post(new, {"poll_question": "몇 시?"}).status_code == 422
    fields = {"poll_question": "몇 시?", "poll_choices": "여섯 시\n일곱 시", "poll_days": "1"}
    fields["nonce"] = "n1"
    for _twice in range(2):
        assert client.post(new, fields).status_code == 303
    message = room.messages.get()
    assert Poll.objects.count() == 1
    ballot = reverse("rooms:message-poll", args=[room.slug, message.number])
    assert "여섯 시" in client.get(ballot).text
    assert client.post(ballot, {"choice": [*keys(message, 0)]}).status_code == 303
    assert counts() == [1, 0]
    assert client.post(ballot, {"choice": ["999999"]}).status_code == 403


def test_many_polls_cost_the_page_of_a_room_nothing_more(
    room, message, client, django_assert_max_num_queries
):
    for number in range(5):
        poll = {"question": f"{number}?", "choices": ["가", "나"]}
        room.post(room.owner, "물음", poll=poll | {"closes_at": timezone.now() + timedelta(days=1)})
    client.force_login(room.owner)
    with django_assert_max_num_queries(13):
        client.get(room.get_absolute_url())
