"""Who is here, who is writing, and who has something to read elsewhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rooms.directory import presence
from rooms.messages import unread_notices
from rooms.models import Occupancy
from tests.factories import make_occupant, make_room, make_user, unverified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forgetful():
    """Each test is a worker that has told nothing yet."""
    unread_notices.notified.clear()


@pytest.fixture
def room():
    """A room whose people were all here yesterday."""
    room = make_room(name="출사방")
    for _ in range(3):
        make_occupant(room)
    room.occupancies.update(last_active_at=timezone.now() - timedelta(days=1))
    return room


@pytest.fixture
def one(room):
    return room.occupancies.exclude(user=room.owner).first().user


def open_pages(*pages):
    """What the live layer knows of these (room, user), or None instead of the room."""
    here = {}
    for room, user in pages:
        here.setdefault(room.channel if room else user.channel, set()).add(str(user.pk))
    return here


# Here ------------------------------------------------------------------------------------


def test_who_has_the_room_open_is_here_and_everybody_there_is_told(room, one):
    states = presence.record_presence(open_pages((room, one), (room, room.owner)))
    assert states == {room.channel: f"{room.owner.username} {one.username}"}
    assert {o.user for o in room.occupancies.present()} == {room.owner, one}
    assert {o.user for o in room.occupancies.all() if o.is_present} == {room.owner, one}


def test_asking_again_finds_the_same_as_long_as_nobody_comes_or_goes(room, one):
    here = open_pages((room, one), (room, room.owner))
    assert presence.record_presence(here) == presence.record_presence(here)


def test_who_has_gone_is_here_no_more_after_a_while(room, one):
    presence.record_presence(open_pages((room, one), (room, room.owner)))
    gone = timezone.now() - timedelta(minutes=2)
    room.occupancies.filter(user=one).update(last_active_at=gone)
    states = presence.record_presence(open_pages((room, room.owner)))
    assert states == {room.channel: room.owner.username}


def test_whom_another_worker_sees_is_here_too(room, one):
    room.occupancies.filter(user=one).update(last_active_at=timezone.now())
    states = presence.record_presence(open_pages((room, room.owner)))
    assert one.username in states[room.channel]


def test_a_round_costs_the_same_however_many_streams_are_open(room, one, django_assert_num_queries):
    rooms = [room, *(make_room() for _ in range(12))]
    with django_assert_num_queries(2):  # one statement refreshes, one looks
        presence.record_presence(open_pages((room, one), *((r, r.owner) for r in rooms)))
    with django_assert_num_queries(0):
        presence.record_presence(open_pages((None, one)))


def test_what_was_refreshed_just_now_is_not_written_again(room, one):
    assert room.occupancies.filter(user=one).record_activity() == 1
    assert room.occupancies.filter(user=one).record_activity() == 0


def test_who_is_not_in_the_room_is_not_there(room):
    stranger = make_user()
    presence.record_presence(open_pages((room, stranger)))
    assert not Occupancy.objects.filter(user=stranger).exists()


def test_the_page_names_who_is_here_first_and_counts_them(room, client):
    last = make_occupant(room, "막내")
    room.occupancies.filter(user=last).update(last_active_at=timezone.now())
    client.force_login(room.owner)
    page = client.get(room.get_absolute_url()).text
    assert "<b data-here>2</b>" in page  # the viewer, and the last who came
    people = page.partition('id="people"')[2]
    assert people.count('class="item here"') == 2
    others = [o.user.username for o in room.occupancies.exclude(user__in=[last, room.owner])]
    places = [
        people.index(f'data-person="{name}"')
        for name in [room.owner.username, last.username, *others]
    ]
    assert places == sorted(places)


# Elsewhere -------------------------------------------------------------------------------


def test_who_is_elsewhere_is_told_once_that_there_is_something_to_read(room, one):
    home = open_pages((None, one))
    assert unread_notices.notify_unread(home) == []
    room.post(room.owner, "하나")
    assert unread_notices.notify_unread(home) == [(one.channel, "unread-changed", "")]
    room.post(room.owner, "둘")
    assert unread_notices.notify_unread(home) == []
    occupancy = room.occupancies.get(user=one)
    occupancy.mark_read(2)
    assert unread_notices.notify_unread(home) == []
    room.post(room.owner, "셋")
    assert unread_notices.notify_unread(home) == [(one.channel, "unread-changed", "")]


def test_who_has_the_room_open_who_said_it_and_strangers_are_told_nothing(room, one):
    room.post(room.owner, "하나")
    pages = open_pages((room, one), (None, one), (None, room.owner), (None, make_user()))
    assert unread_notices.notify_unread(pages) == []


def test_who_has_come_back_is_told_again(room, one):
    home = open_pages((None, one))
    room.post(room.owner, "하나")
    assert unread_notices.notify_unread(home)
    assert unread_notices.notify_unread(open_pages((None, room.owner))) == []
    assert unread_notices.notify_unread(home)


def test_news_cost_two_queries_for_everybody_and_one_while_all_is_quiet(
    room, django_assert_num_queries
):
    people = [make_occupant(room) for _ in range(12)]
    room.post(room.owner, "하나")
    with django_assert_num_queries(2):
        unread_notices.notify_unread(open_pages(*((None, user) for user in people)))
    room.last_message_at = timezone.now() - timedelta(minutes=5)
    room.save(update_fields=["last_message_at"])
    with django_assert_num_queries(1):
        assert unread_notices.notify_unread(open_pages(*((None, user) for user in people))) == []


def test_the_list_fetches_itself_anew(room, one, client):
    client.force_login(one)
    assert 'hx-trigger="unread-changed from:body' in client.get("/rooms/").text
    room.post(room.owner, "새 말")
    part = client.get("/rooms/", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "새 말" in part.text
    assert "<html" not in part.text
    assert "들어갈 수 있는 방" not in part.text
    one.block(room.owner)
    assert "새 말" not in client.get("/rooms/").text


# Writing ---------------------------------------------------------------------------------


def test_writing_is_told_without_being_stored(room, one, client, published):
    client.force_login(one)
    before = list(room.occupancies.values())
    with published() as events:
        assert client.post(f"{room.get_absolute_url()}typing/").status_code == 204
        assert client.post(f"{room.get_absolute_url()}typing/").status_code == 204  # too soon
    assert events == [(room.channel, "typing")]
    assert list(room.occupancies.values()) == before


def test_who_may_not_speak_does_not_write(room, one, client, published):
    room.mute(one, by=room.owner, until=timezone.now() + timedelta(hours=1))
    client.force_login(one)
    with published() as events:
        assert client.post(f"{room.get_absolute_url()}typing/").status_code == 204
    assert events == []


def test_who_is_not_in_the_room_writes_nothing_there(room, one, client, published):
    url = f"{room.get_absolute_url()}typing/"
    with published() as events:
        for user, status in [(None, 302), (make_user(), 403), (unverified(one), 403)]:
            client.logout()
            if user:
                client.force_login(user)
            assert client.post(url).status_code == status
    assert (room.channel, "typing") not in events
    assert client.get(url).status_code in (302, 405)
