"""Functions of the apps that each worker calls every so many seconds."""

import asyncio
import contextlib

import pytest

from kclub.live.engine import periodic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("boards")]


@contextlib.asynccontextmanager
async def running(hub, function):
    """Call this function over and over meanwhile."""
    task = asyncio.create_task(periodic.run_periodically(hub, 0.01, function))
    try:
        yield
    finally:
        task.cancel()


async def test_a_function_sees_the_present_users_and_only_they_are_sent_its_events(
    reader, make_reader, running_hub
):
    other = await make_reader()
    seen = []

    def greet(present):
        seen.append(present)
        return (
            [("board:a", "greeted", "안녕"), (reader.user.channel, "called", "")]
            if len(seen) == 1
            else []
        )

    async with reader.open("/a/stream/") as one, other.open("/b/stream/") as two:
        async with running(running_hub, greet):
            await one.until(lambda: "called" in one.names)
        assert ("greeted", None, "안녕") in one.events
        assert two.names == []
    me, them = str(reader.user.pk), str(other.user.pk)
    assert seen[0] == {"board:a": {me}, "board:b": {them}}


async def test_without_users_no_function_is_called(running_hub):
    calls = []
    async with running(running_hub, calls.append):
        await asyncio.sleep(0.05)
    assert calls == []


async def test_a_function_that_fails_is_called_again(reader, running_hub, caplog):
    tries = []

    def fail_once(present):
        tries.append(present)
        if len(tries) == 1:
            raise ValueError
        return [("board:a", "happened", "")]

    async with reader.open("/a/stream/") as stream, running(running_hub, fail_once):
        await stream.until(lambda: "happened" in stream.names)
    assert "fail_once failed" in caplog.text
