"""django-eventstream's own interface, as its README describes it, on our delivery."""

from functools import partial

import django_eventstream
import pytest
from django_eventstream.utils import get_channelmanager, get_storage

from kclub.live import database

pytestmark = pytest.mark.django_db(transaction=True)


async def test_send_event_reaches_every_reader(reader, board):
    send = partial(django_eventstream.send_event, "board:a")
    async with reader.open("/a/stream/") as stream:
        await database.ask(send, "message", {"text": "안녕"})
        await database.ask(partial(send, "", "<p>html</p>", json_encode=False))
        await stream.heard("<p>html</p>")
        assert ("message", None, '{"text": "\\uc548\\ub155"}') in stream.events


async def test_send_event_says_nothing_of_what_is_rolled_back(reader, board):
    from django.db import transaction

    def fail():
        with transaction.atomic():
            django_eventstream.send_event("board:a", "message", "phantom")
            transaction.set_rollback(True)

    async with reader.open("/a/stream/") as stream:
        await database.ask(fail)
        await board.write("real")
        await stream.heard("real")
        assert stream.names == []


async def test_channel_permission_changed_ends_the_stream_of_who_lost_it(make_reader, board):
    ann, ben = await make_reader(), await make_reader()
    board.banned.add(ann.user)
    async with ben.open("/a/stream/") as bens:
        board.banned.clear()
        async with ann.open("/a/stream/") as anns:
            board.banned.add(ann.user)
            for person in (ann, ben):
                changed = django_eventstream.channel_permission_changed
                await database.ask(changed, person.user, "board:a")
            await anns.until(lambda: anns.ended)
            assert anns.events[-1] == ("stream-end", None, "not-allowed")
            assert not bens.ended


async def test_the_channel_manager_answers_from_what_is_registered(reader, board):
    manager = get_channelmanager()
    assert manager.can_read_channel(reader.user, "board:a")
    assert not manager.can_read_channel(None, "board:a")
    assert not manager.can_read_channel(reader.user, "unknown:1")
    assert not manager.can_read_channel(reader.user, "board:../a")
    assert manager.is_channel_reliable("board:a")
    assert not manager.is_channel_reliable("hall:1")
    assert not manager.is_channel_reliable("unknown:1")


async def test_the_storage_reads_the_apps_own_changes(reader, board):
    for note in "123":
        await board.write(note, said=False)
    events = get_storage().get_events("board:a", 1)
    assert [(event.id, event.data) for event in events] == [(2, "2"), (3, "3")]
    assert django_eventstream.get_current_event_id(["board:a"]) == "board%3Aa:3"
