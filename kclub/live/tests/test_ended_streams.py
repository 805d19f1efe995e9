"""Readers who may not listen any more are sent the reason, and nothing after it."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.utils import timezone

from kclub import live
from kclub.live.engine import database, principals
from kclub.live.engine.sessions import session_store

pytestmark = pytest.mark.django_db(transaction=True)


async def ended(stream, reason):
    await stream.until(lambda: stream.ended)
    assert stream.events[-1] == ("stream-end", None, reason)


async def test_ending_one_users_stream_leaves_the_others(make_reader, board):
    ann, ben = await make_reader(), await make_reader()
    async with (
        ann.open("/a/stream/") as anns,
        ben.open("/a/stream/") as bens,
        ann.open("/b/stream/") as elsewhere,
    ):
        await database.run(partial(live.end, board.channel, ann.user, "kicked"))
        await board.write("after")
        await ended(anns, "kicked")
        await bens.received("after")
        assert anns.notes == []
        assert not elsewhere.ended


async def test_ending_a_channel_ends_everybodys(make_reader, board):
    ann, ben = await make_reader(), await make_reader()
    async with ann.open("/a/stream/") as anns, ben.open("/a/stream/") as bens:
        await database.run(partial(live.end, board.channel, reason="closed"))
        await ended(anns, "closed")
        await ended(bens, "closed")


async def test_what_was_published_before_the_end_is_received(reader, board):
    async with reader.open("/a/stream/") as stream:
        await board.write("last words")
        await database.run(partial(live.end, board.channel, reason="closed"))
        await ended(stream, "closed")
        assert stream.notes == ["last words"]


async def test_logging_out_ends_the_streams_of_this_session_only(make_reader, board):
    ann, ben = await make_reader(), await make_reader()
    await database.run(ben.client.force_login, ann.user)  # the same person elsewhere
    async with ann.open("/a/stream/") as here, ben.open("/a/stream/") as elsewhere:
        await database.run(ann.client.logout)
        await ended(here, "signed-out")
        await board.write("after")
        await elsewhere.received("after")
        assert here.notes == []


async def test_a_session_deleted_anywhere_ends_its_streams(reader, board):
    async with reader.open("/a/stream/") as stream:
        await database.run(
            lambda: session_store().get_model_class().objects.get(pk=reader.session_key).delete()
        )
        await ended(stream, "signed-out")
    async with reader.open("/a/stream/") as stream:
        assert stream.status == 401


async def test_ending_a_user_ends_all_their_streams(reader, board):
    async with reader.open("/a/stream/") as one, reader.open("/me/stream/") as other:
        await database.run(partial(live.end_user, reader.user, "deactivated"))
        await ended(one, "deactivated")
        await ended(other, "deactivated")


def deactivate(user):
    get_user_model().objects.filter(pk=user.pk).update(is_active=False)


def change_password(user):
    user.set_password("something else 2026")
    user.save()


def expire(user):
    session_store().get_model_class().objects.update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )


@pytest.mark.parametrize("lose", [deactivate, change_password, expire])
async def test_a_right_lost_without_a_message_is_noticed_when_the_relay_is_back(
    make_reader, board, running_hub, lose
):
    reader = await make_reader()
    async with reader.open("/a/stream/") as stream:
        await database.run(lose, reader.user)
        running_hub.relay_down()
        await running_hub.relay_up()
        await ended(stream, "signed-out")
    async with reader.open("/a/stream/") as stream:
        assert stream.status == 401


async def test_a_removal_lost_on_the_way_is_noticed_when_the_relay_is_back(
    make_reader, board, running_hub
):
    ann, ben = await make_reader(), await make_reader()
    async with ann.open("/a/stream/") as anns, ben.open("/a/stream/") as bens:
        board.banned.add(ann.user)
        running_hub.relay_down()
        await running_hub.relay_up()
        await ended(anns, "not-allowed")
        await asyncio.sleep(0.05)
        assert not bens.ended


async def test_many_rights_are_checked_in_few_queries(make_reader, django_assert_num_queries):
    people = [await make_reader() for _ in range(5)]

    def check():
        live.channel("club", members=lambda key, users: set(users))(lambda user, key: True)
        readers = set()
        for person in people:
            ((_user, principal),) = principals.signed_in([person.session_key]).values()
            readers.add(("club:1", principal))
        with django_assert_num_queries(2, connection=connections["default"]):  # users, sessions
            assert principals.revoked(readers) == {}

    await database.run(check)


async def test_a_ban_while_the_stream_opens_is_not_overtaken(reader, board):
    def ban():
        board.banned.add(reader.user)
        live.end(board.channel, reader.user, "banned")

    board.when_asked = ban  # after the board said yes, before the stream is there
    async with reader.open("/a/stream/") as stream:
        assert stream.status == 403
