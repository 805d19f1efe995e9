"""What a ticket is good for, and when the session is asked instead."""

import asyncio
from datetime import timedelta
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from kclub import live
from kclub.live import tickets
from kclub.live.engine import database

pytestmark = pytest.mark.django_db(transaction=True)


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
