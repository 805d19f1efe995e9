"""Who may not listen any more hears nothing any more; and what a ticket is good for."""

import asyncio
from datetime import timedelta
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connections
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from kclub import live
from kclub.live import tickets
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
        await bens.heard("after")
        assert anns.notes == []
        assert not elsewhere.ended


async def test_ending_a_channel_ends_everybodys(make_reader, board):
    ann, ben = await make_reader(), await make_reader()
    async with ann.open("/a/stream/") as anns, ben.open("/a/stream/") as bens:
        await database.run(partial(live.end, board.channel, reason="closed"))
        await ended(anns, "closed")
        await ended(bens, "closed")


async def test_what_was_said_before_the_end_is_heard(reader, board):
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
        await elsewhere.heard("after")
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
async def test_a_right_lost_unsaid_is_noticed_when_the_relay_is_back(
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


# Tickets ---------------------------------------------------------------------------------


def page(person, path="/a/stream/", channel="board:a", after=None):
    """The stream's address as a page of `person` has it."""
    request = RequestFactory().get("/")
    request.user, request.session = person.user, person.client.session
    template = "{% load live %}{% live_url name key channel=channel after=after %}"
    context = {"name": "board", "key": path.split("/")[1], "channel": channel, "after": after}
    html = Template(template).render(Context(context | {"request": request}))
    return html.replace("&amp;", "&")


@pytest.fixture
def questions(monkeypatch):
    """What the streams asked the database."""
    asked = []
    run = database.run

    def count(function, *args):
        asked.append(function)
        return run(function, *args)

    monkeypatch.setattr(database, "run", count)
    return asked


async def test_a_ticket_opens_without_a_question(reader, board, questions):
    async with reader.open("/a/stream/"):  # the worker knows this channel
        url = await database.run(partial(page, reader, after=0))
        questions.clear()
        with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=True):
            url = await database.run(partial(page, reader, after=0))
            questions.clear()
            async with reader.open(url) as stream:
                assert stream.status == 200
                assert questions == []


async def test_a_page_of_somebody_signed_out_has_no_ticket(reader, board):
    request = RequestFactory().get("/")
    from django.contrib.auth.models import AnonymousUser

    request.user = AnonymousUser()
    html = Template("{% load live %}{% live_url 'board' 'a' channel='board:a' after=3 %}")
    assert html.render(Context({"request": request})) == "/a/stream/?after=3"


async def test_a_ticket_is_good_for_its_session_its_path_and_a_minute(make_reader, boards):
    ann, ben = await make_reader(), await make_reader()
    url = await database.run(partial(page, ann))
    (ticket,) = parse_qs(urlsplit(url).query)["ticket"]
    assert tickets.read(ticket, ann.session_key, "/a/stream/").user_id == str(ann.user.pk)
    assert tickets.read(ticket, ben.session_key, "/a/stream/") is None
    assert tickets.read(ticket, ann.session_key, "/b/stream/") is None
    assert tickets.read(ticket[:-1], ann.session_key, "/a/stream/") is None
    assert tickets.read("x" * 10_000, ann.session_key, "/a/stream/") is None
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert tickets.read(ticket, ann.session_key, "/a/stream/") is None


async def test_a_ticket_fits_an_address_in_korean(reader, board):
    url = await database.run(partial(page, reader, path="/사진/stream/"))
    (ticket,) = parse_qs(urlsplit(url).query)["ticket"]
    assert tickets.read(ticket, reader.session_key, "/사진/stream/")  # ASGI's path is decoded


@pytest.mark.parametrize(
    "end",
    [
        lambda person: live.end("board:a", person.user, "banned"),
        lambda person: live.end_user(person.user),
        lambda person: live.end_session(person.session_key),
    ],
)
async def test_a_ticket_does_not_outlive_the_right(make_reader, board, running_hub, questions, end):
    ann = await make_reader()
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=True):
        url = await database.run(partial(page, ann))
        board.banned.add(ann.user)
        await database.run(end, ann)
        await asyncio.sleep(0.05)
        async with ann.open(url) as stream:
            assert stream.status == 403


async def test_a_ticket_is_not_believed_while_the_relay_is_down(make_reader, board, running_hub):
    ann = await make_reader()
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=True):
        url = await database.run(partial(page, ann))
        board.banned.add(ann.user)
        running_hub.relay_down()
        async with ann.open(url) as stream:
            assert stream.status == 403


async def test_an_old_ticket_leaves_it_to_the_session(reader, board):
    url = await database.run(partial(page, reader))
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=True):
        async with reader.open(url) as stream:
            assert stream.status == 200
