"""What apps do every now and then for those who are here."""

import asyncio
import contextlib

import pytest

from kclub.live.engine import periodic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("boards")]


@contextlib.asynccontextmanager
async def going(hub, function):
    """Meanwhile this round is made over and over."""
    task = asyncio.create_task(periodic.run_periodically(hub, 0.01, function))
    try:
        yield
    finally:
        task.cancel()


async def test_a_round_sees_who_is_here_and_only_they_are_told(reader, make_reader, running_hub):
    other = await make_reader()
    seen = []

    def greet(here):
        seen.append(here)
        return (
            [("board:a", "greeted", "안녕"), (reader.user.channel, "called", "")]
            if len(seen) == 1
            else []
        )

    async with reader.open("/a/stream/") as one, other.open("/b/stream/") as two:
        async with going(running_hub, greet):
            await one.until(lambda: "called" in one.names)
        assert ("greeted", None, "안녕") in one.events
        assert two.names == []
    me, them = str(reader.user.pk), str(other.user.pk)
    assert seen[0] == {"board:a": {me}, "board:b": {them}}


async def test_where_nobody_is_no_round_is_made(running_hub):
    made = []
    async with going(running_hub, made.append):
        await asyncio.sleep(0.05)
    assert made == []


async def test_a_round_that_fails_is_made_again(reader, running_hub, caplog):
    tries = []

    def fail_once(here):
        tries.append(here)
        if len(tries) == 1:
            raise ValueError
        return [("board:a", "told", "")]

    async with reader.open("/a/stream/") as stream, going(running_hub, fail_once):
        await stream.until(lambda: "told" in stream.names)
    assert "fail_once failed" in caplog.text
