"""What one reader gets: refusals, the first bytes, the replay, what happens then."""

from functools import partial

import pytest
from django.test import Client

from kclub import live
from kclub.live.endpoints import sse, stream_view
from kclub.live.engine import database
from kclub.live.tests.conftest import Reader

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_stream_says_where_it_stands_and_then_what_happens(reader, board):
    await board.write("first")
    async with reader.open("/a/stream/?after=1") as stream:
        assert stream.status == 200
        await stream.until(lambda: stream.body)
        assert stream.body == b"id: 1\nretry: 1000\nevent: stream-open\ndata:\n\n"
        await board.write("second", "<b>two</b>\nlines")
        await stream.received("<b>two</b>\nlines")
        assert stream.events[-1] == ("", "2", "<b>two</b>\nlines")


async def test_nothing_on_the_way_may_keep_or_hold_back_a_stream(reader, board):
    async with reader.open("/a/stream/") as stream:
        assert stream.response_headers[b"content-type"].startswith(b"text/event-stream")
        assert stream.response_headers[b"cache-control"] == b"no-store"
        assert stream.response_headers[b"x-accel-buffering"] == b"no"
        assert stream.response_headers[b"content-encoding"] == b"identity"


@pytest.mark.parametrize(
    ("path", "signed_in", "status"),
    [
        ("/a/stream/", True, 200),
        ("/a/stream/", False, 401),
        ("/banned/stream/", True, 403),
        ("/closed/stream/", True, 403),
        ("/missing/stream/", True, 404),
        ("/missing/stream/", False, 401),
        ("/public/open/stream/", False, 200),
        ("/public/a/stream/", False, 401),
        ("/me/stream/", True, 200),
        ("/me/stream/", False, 401),
        ("/not/stream/", True, 200),
    ],
)
@pytest.mark.parametrize("through", ["asgi", "django"])
async def test_a_refused_reader_gets_the_right_status_and_never_200(
    reader, boards, path, signed_in, status, through
):
    boards["banned"].banned.add(reader.user)
    if through == "django":
        client = reader.client if signed_in else Client()
        assert (await database.run(client.get, path)).status_code == status
    else:
        async with Reader(path, reader.cookie if signed_in else "") as stream:
            assert stream.status == status


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
async def test_a_stream_answers_get_only(reader, board, method):
    async with Reader("/a/stream/", reader.cookie, method=method) as stream:
        assert stream.status in {405, 403}  # 403: without a CSRF token
        assert b"stream-open" not in stream.body


@pytest.mark.parametrize(
    ("query", "last_event_id", "missed"),
    [
        ("", None, []),
        ("?after=1", None, ["2", "3"]),
        ("?after=3", None, []),
        ("?after=0", None, ["1", "2", "3"]),
        ("?after=99", None, []),
        ("?after=junk", None, ["1", "2", "3"]),
        ("?after=-1", None, ["1", "2", "3"]),
        ("?after=" + "9" * 5000, None, ["1", "2", "3"]),
        ("?after=1", "2", ["3"]),
        ("?after=2", "0", ["1", "2", "3"]),
        ("?after=2", "4", ["3"]),
        ("?after=2", "room:abc", ["3"]),
        ("?after=2", "9" * 5000, ["3"]),
        ("?after=2", "-1", ["3"]),
        ("?after=2", "²", ["3"]),
        ("?after=2", "", ["3"]),
        ("", "1", ["2", "3"]),
        ("?after=1&" + "&".join(["x=1"] * 1000), None, []),
        ("?after=%FF%00", None, ["1", "2", "3"]),
    ],
)
@pytest.mark.parametrize("through", ["asgi", "django"])
async def test_a_reader_gets_what_it_has_not_seen(
    reader, board, query, last_event_id, missed, through
):
    for note in "123":
        await board.write(note, published=False)
    headers = [] if last_event_id is None else [("Last-Event-ID", last_event_id)]
    if through == "asgi":
        async with reader.open("/a/stream/" + query, headers=headers) as stream:
            await stream.received(*missed)
    elif last_event_id != "²" and "x=" not in query:
        got = partial(reader.client.get, "/a/stream/" + query, headers=dict(headers))
        body = (await database.run(got)).content
        assert body.count(b"\ndata: ") == len(missed)


async def test_a_short_stream_through_django_asks_to_come_back_later(reader, board):
    await board.write("said", published=False)
    response = await database.run(reader.client.get, "/a/stream/?after=0")
    assert response.content == (
        b"id: 0\nretry: 5000\nevent: stream-open\ndata:\n\nid: 1\ndata: said\n\n"
    )
    assert response.headers["Content-Type"].startswith("text/event-stream")


async def test_a_reader_who_missed_too_much_is_told_to_start_afresh(reader, board, monkeypatch):
    monkeypatch.setattr(stream_view, "MAX_REPLAY", 2)
    for note in "123":
        await board.write(note, published=False)
    async with reader.open("/a/stream/?after=0") as opened:
        await opened.until(lambda: "stream-reset" in opened.names)
        await board.write("4")
        await opened.received("4")
    response = await database.run(reader.client.get, "/a/stream/?after=0")
    assert b"stream-reset" in response.content


async def test_a_long_replay_comes_whole_and_in_order(reader, board):
    for note in range(1, 1001):
        await board.write(note, published=False)
    async with reader.open("/a/stream/?after=0") as opened:
        await opened.received(*map(str, range(1, 1001)))


async def test_a_page_that_knows_more_than_its_worker_does_not_receive_it_again(reader, board):
    async with reader.open("/a/stream/") as first:
        await board.write("one", published=False)
        async with reader.open("/a/stream/?after=1") as second:
            await board.publish("one")
            await board.write("two")
            await second.received("two")
            await first.received("one", "two")


async def test_named_events_and_those_without_a_number_only_reach_open_streams(reader, board):
    async with reader.open("/a/stream/") as opened:
        await database.run(partial(live.publish, "board:a", event="members-changed"))
        await database.run(partial(live.publish, "board:a", "<i>now</i>"))
        await opened.received("<i>now</i>")
        assert opened.names == ["members-changed"]
    async with reader.open("/a/stream/?after=0") as opened:
        await opened.received()


async def test_every_stream_carries_its_users_own_channel(make_reader, board):
    ann, ben = await make_reader(), await make_reader()
    async with (
        ann.open("/a/stream/") as anns,
        ann.open("/me/stream/") as anns_own,
        ben.open("/a/stream/") as bens,
    ):
        await database.run(partial(live.publish, ann.user.channel, event="notified"))
        await anns.until(lambda: anns.names == ["notified"])
        await anns_own.until(lambda: anns_own.names == ["notified"])
        assert bens.names == []


async def test_nothing_is_received_of_what_is_rolled_back(reader, board):
    def fail():
        from django.db import transaction

        with transaction.atomic():
            live.publish("board:a", "phantom")
            transaction.set_rollback(True)

    async with reader.open("/a/stream/") as opened:
        await database.run(fail)
        await board.write("real")
        await opened.received("real")


async def test_an_event_cannot_smuggle_in_another(reader, board):
    with pytest.raises(ValueError, match="one line"):
        live.publish("board:a", event="a\nevent: b")
    with pytest.raises(ValueError, match="not the name"):
        live.publish("board:a b", "text")
    async with reader.open("/a/stream/") as opened:
        await board.write("x", "a\r\rid: 99\nevent: b\n\ndata: c")
        await opened.received("a\n\nid: 99\nevent: b\n\ndata: c")


async def test_of_too_many_streams_the_oldest_goes_for_good(reader, board, settings):
    settings.LIVE_STREAMS_PER_USER = 2
    async with (
        reader.open("/a/stream/") as first,
        reader.open("/b/stream/") as second,
        reader.open("/me/stream/") as third,
    ):
        await first.until(lambda: first.ended)
        assert first.events[-1] == ("stream-end", None, "too-many")
        assert not second.ended
        assert not third.ended


async def test_a_full_worker_asks_to_come_back(reader, board, monkeypatch):
    monkeypatch.setattr(sse, "MAX_STREAMS", 1)
    async with reader.open("/a/stream/"), reader.open("/a/stream/") as refused:
        assert refused.status == 503
        assert refused.response_headers[b"retry-after"] == b"5"
    async with reader.open("/a/stream/") as again:
        assert again.status == 200


async def test_a_reader_that_goes_leaves_nothing_behind(reader, board, running_hub):
    async with reader.open("/a/stream/"):
        assert running_hub.count == 1
    assert running_hub.count == 0
    assert running_hub.buffers == {}
    assert running_hub.subscribers_by_user == {}


async def test_streams_hold_no_thread_and_no_connection(make_reader, board, settings):
    import threading
    from contextlib import AsyncExitStack

    settings.LIVE_STREAMS_PER_USER = 100
    reader = await make_reader()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(reader.open("/a/stream/"))
        before = threading.active_count()
        for _ in range(50):
            await stack.enter_async_context(reader.open("/a/stream/"))
        assert threading.active_count() <= max(before, 1 + database.MAX_THREADS + 2)
