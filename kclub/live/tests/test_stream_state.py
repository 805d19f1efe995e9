"""The states of a stream: which may follow which, and what brings them about."""

import asyncio
import re
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from kclub import live
from kclub.live.engine import database
from kclub.live.engine.principals import ANONYMOUS
from kclub.live.engine.stream_state import (
    CATCHING_UP,
    CLOSED,
    ENDING,
    LAGGING,
    LIVE,
    InvalidTransition,
    StreamState,
    ensure_may_follow,
)
from kclub.live.engine.subscriber import Subscriber

MODULES = Path(__file__).parents[1]
ALLOWED = {
    (CATCHING_UP, LIVE), (CATCHING_UP, ENDING), (CATCHING_UP, CLOSED),
    (LIVE, LAGGING), (LIVE, ENDING), (LIVE, CLOSED),
    (LAGGING, LIVE), (LAGGING, ENDING), (LAGGING, CLOSED),
    (ENDING, CLOSED),
}  # fmt: skip

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("state", "following"), list(product(StreamState, repeat=2)))
def test_only_these_states_follow_each_other(state, following):
    if (state, following) in ALLOWED:
        ensure_may_follow(state, following)
    else:
        with pytest.raises(InvalidTransition, match=following.value):
            ensure_may_follow(state, following)


async def until(condition):
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_stream_catches_up_and_then_is_live(reader, board, running_hub):
    await board.write("missed", published=False)
    states = []
    board.before_read = lambda: states.extend(one.state for one in running_hub.subscribers())
    async with reader.open("/a/stream/?after=0") as stream:
        await stream.received("missed")
        (subscriber,) = running_hub.subscribers()
        await until(lambda: subscriber.state is LIVE)
        assert states == [CATCHING_UP]
        assert subscriber.buffer.live == {subscriber}
    assert subscriber.state is CLOSED


async def test_a_slow_reader_lags_until_it_reads_again(reader, board, running_hub):
    async with reader.open("/a/stream/") as stream:
        (subscriber,) = running_hub.subscribers()
        await until(lambda: subscriber.state is LIVE)
        stream.writable.clear()
        await board.write("1")
        await until(lambda: subscriber.state is LAGGING)
        assert subscriber.buffer.live == set()
        await board.write("2")
        stream.writable.set()
        await until(lambda: subscriber.state is LIVE)
        await stream.received("1", "2")


async def test_a_lagging_stream_ends_after_what_it_was_written(reader, board, running_hub):
    async with reader.open("/a/stream/") as stream:
        (subscriber,) = running_hub.subscribers()
        await until(lambda: subscriber.state is LIVE)
        stream.writable.clear()
        await board.write("1")
        await until(lambda: subscriber.state is LAGGING)
        await database.run(partial(live.end, board.channel, reason="closed"))
        await until(lambda: subscriber.state is ENDING)
        await board.write("2")
        stream.writable.set()
        await until(lambda: subscriber.state is CLOSED)
        assert stream.notes == ["1"]
        assert stream.names == ["stream-end"]


async def test_a_live_stream_that_ends_is_closed_at_once(reader, board, running_hub):
    async with reader.open("/a/stream/") as stream:
        (subscriber,) = running_hub.subscribers()
        await until(lambda: subscriber.state is LIVE)
        subscriber.end(b"")
        assert subscriber.state is CLOSED
        subscriber.end(b"again")
        await stream.until(lambda: stream.ended)


async def test_what_is_to_be_written_when_a_stream_ends_may_make_it_lag(board, running_hub):
    sent, readable = [], asyncio.Event()

    async def send(message):
        await readable.wait()
        sent.append(message["body"])

    with running_hub.opening(board.channel) as buffer:
        await buffer.locate()
        subscriber = Subscriber(buffer, ANONYMOUS, 0, send)
        running_hub.add(subscriber)
    await subscriber.catch_up()
    buffer.write_soon(b"last words")
    subscriber.end(b"the end")
    assert subscriber.state is ENDING
    readable.set()
    await until(lambda: subscriber.state is CLOSED)
    assert sent == [b"last words", b"the end"]
    running_hub.remove(subscriber)


def test_no_other_module_sets_the_attributes_of_a_stream():
    names = "|".join(Subscriber.__slots__)
    sets = re.compile(rf"\b(?:subscriber|one|stream|oldest)\.(?:{names}) [-+|]?= ")
    files = [path for path in MODULES.rglob("*.py") if "tests" not in path.parts]
    found = {
        f"{path.name}: {name}"
        for path in files
        if path.name != "subscriber.py"
        for name in sets.findall(path.read_text())
    }
    assert found == set()


def test_an_idle_stream_has_no_dictionary():
    assert not hasattr(Subscriber(None, ANONYMOUS, 0, None), "__dict__")
