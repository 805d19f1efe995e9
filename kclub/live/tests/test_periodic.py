"""Functions of the apps that each worker calls every so many seconds."""

import asyncio
import contextlib

import pytest

from kclub.live.engine import periodic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("boards")]


@contextlib.asynccontextmanager
async def running(hub, function, send=periodic.send_events):
    """Call this function over and over meanwhile."""
    task = asyncio.create_task(periodic.run_periodically(hub, 0.01, function, send))
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


# States ------------------------------------------------------------------------------------


@pytest.fixture
def weather():
    """`weather["board:a"]` is how things stand there."""
    return {"board:a": "sun", "board:b": "rain"}


@pytest.fixture
def telling(running_hub, weather):
    """A context in which streams are told the weather."""

    def ask(present):
        return {channel: weather[channel] for channel in present}

    return running(running_hub, ask, periodic.StateSender("weather").send)


def told(stream):
    return [data for event, _, data in stream.events if event == "weather"]


async def test_a_state_is_sent_once_until_it_changes(reader, telling, weather):
    async with reader.open("/a/stream/") as one, reader.open("/b/stream/") as two, telling:
        await one.until(lambda: told(one) == ["sun"])
        await asyncio.sleep(0.1)
        weather["board:a"] = "snow"
        await one.until(lambda: told(one) == ["sun", "snow"])
        await asyncio.sleep(0.1)
        assert told(one) == ["sun", "snow"]
        assert told(two) == ["rain"]


async def test_a_stream_that_opens_later_is_sent_what_the_others_know(reader, telling):
    async with reader.open("/a/stream/") as one, telling:
        await one.until(lambda: told(one) == ["sun"])
        async with reader.open("/a/stream/") as two:
            await two.until(lambda: told(two) == ["sun"])
        async with reader.open("/a/stream/") as two_again:
            await two_again.until(lambda: told(two_again) == ["sun"])
        assert told(one) == ["sun"]


async def test_a_reader_too_slow_for_a_state_is_sent_it_when_it_has_caught_up(
    reader, telling, weather, board
):
    async with reader.open("/a/stream/") as slow, telling:
        await slow.until(lambda: told(slow) == ["sun"])
        slow.writable.clear()
        await board.write("note")  # what it does not take
        weather["board:a"] = "snow"
        await asyncio.sleep(0.1)
        slow.writable.set()
        await slow.until(lambda: told(slow)[-1:] == ["snow"])
        assert "stream-open" in slow.names


async def test_a_state_of_a_channel_nobody_has_open_is_not_sent(reader, running_hub):
    def ask(present):
        return {"board:a": "sun", "board:nowhere": "fog"}

    telling = running(running_hub, ask, periodic.StateSender("weather").send)
    async with reader.open("/a/stream/") as one, telling:
        await one.until(lambda: told(one) == ["sun"])


async def test_nothing_to_tell_is_told_only_to_who_has_been_told_something(
    reader, telling, weather
):
    weather["board:a"] = ""
    async with reader.open("/a/stream/") as one, telling:
        await asyncio.sleep(0.1)
        assert told(one) == []
        weather["board:a"] = "sun"
        await one.until(lambda: told(one) == ["sun"])
        weather["board:a"] = ""
        await one.until(lambda: told(one) == ["sun", ""])
        async with reader.open("/a/stream/") as two:
            await asyncio.sleep(0.1)
            assert told(two) == []
