"""What is written to streams, and to readers who are slow."""

import asyncio

import pytest

from kclub.live.engine import replay_buffer
from kclub.live.engine.stream_state import StreamState
from kclub.live.transport import sse_frames
from kclub.live.transport.messages import RelayMessage

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_slow_reader_holds_nobody_up_and_gets_everything(reader, board, running_hub):
    async with reader.open("/a/stream/") as slow, reader.open("/a/stream/") as fast:
        await board.write("before")
        await slow.received("before")
        slow.writable.clear()
        notes = [f"{n} {'x' * 5000}" for n in range(600)]
        for note in notes:
            await board.write(note)
        await fast.received("before", *notes)
        (kept,) = running_hub.buffers.values()
        assert kept.size <= replay_buffer.MAX_BYTES
        assert len(slow.notes) == 1
        slow.writable.set()
        await slow.received("before", *notes)


@pytest.mark.parametrize("own", [False, True])
async def test_a_slow_reader_that_missed_an_event_without_number_is_told_to_look(
    reader, board, own
):
    async with reader.open("/a/stream/") as slow:
        await slow.until(lambda: slow.body)
        slow.writable.clear()
        await board.write("held")
        await asyncio.sleep(0.05)
        if own:
            await board.publish_own_event(reader.user, "notified")
        else:
            await board.publish_event("members-changed")
        await asyncio.sleep(0.05)
        slow.writable.set()
        await slow.received("held")
        assert slow.names == ["stream-open"]


async def test_a_reader_who_catches_up_before_the_others_are_written_to_receives_it_once(
    reader, board, running_hub
):
    async with reader.open("/a/stream/") as stream, reader.open("/a/stream/"):
        subscriber = running_hub.subscribers()[0]
        subscriber._become(StreamState.LAGGING)
        subscriber.number = 0
        catching_up = asyncio.create_task(subscriber.catch_up())  # runs before the write
        frame = sse_frames.event("1", id=1)
        running_hub.receive(bytes(RelayMessage("event", "board:a", 1, body=frame)))
        await catching_up
        await stream.received("1")


async def test_what_arrives_together_is_written_at_once(reader, board, running_hub):
    async with reader.open("/a/stream/") as stream:
        writes = []
        sent = stream._send

        async def send(message):
            writes.append(message)
            await sent(message)

        (subscriber,) = running_hub.subscribers()
        subscriber.send = send
        for number in (1, 2, 3):
            frame = sse_frames.event(str(number), id=number)
            running_hub.receive(bytes(RelayMessage("event", "board:a", number, body=frame)))
        await stream.received("1", "2", "3")
        assert len(writes) == 1


async def test_what_waits_to_be_written_goes_out_before_the_end(reader, board, running_hub):
    async with reader.open("/a/stream/") as stream:
        running_hub.receive(
            bytes(RelayMessage("event", "board:a", 1, body=sse_frames.event("1", id=1)))
        )
        running_hub.receive(bytes(RelayMessage("channel", "board:a", body=b"closed")))
        await stream.until(lambda: stream.ended)
        assert stream.notes == ["1"]


async def test_all_readers_are_sent_the_same_bytes(reader, board, running_hub):
    async with reader.open("/a/stream/"), reader.open("/a/stream/"):
        written = []
        for subscriber in running_hub.subscribers():

            async def send(message):
                written.append(message["body"])

            subscriber.send = send
        await board.write("written once")
        await asyncio.sleep(0.05)
        one, other = written
        assert one is other


async def test_a_slow_reader_whom_the_database_failed_is_let_go(reader, board, monkeypatch):
    def fail():
        raise OSError("no database")

    monkeypatch.setattr(replay_buffer, "MAX_CHANGES", 1)
    async with reader.open("/a/stream/") as slow:
        await slow.until(lambda: slow.body)
        slow.writable.clear()
        for note in "1234":
            await board.write(note)
        board.before_read = fail
        slow.writable.set()
        await slow.until(lambda: slow.ended)
