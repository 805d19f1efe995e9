"""Nothing lost, nothing twice, in order: what the relay does to events, and slow readers."""

import asyncio
import threading
from contextlib import AsyncExitStack

import pytest

from kclub.live.engine import reconciliation, replay_buffer
from kclub.live.engine.stream_state import StreamState
from kclub.live.transport import sse_frames
from kclub.live.transport.messages import RelayMessage

pytestmark = pytest.mark.django_db(transaction=True)


async def test_events_that_cross_arrive_in_order(reader, board, running_hub):
    async with reader.open("/a/stream/") as stream:
        for note in "123":
            await board.write(note, said=False)
        for note in "312":
            await board.say(note)
        await stream.heard("1", "2", "3")


async def test_a_hole_is_filled_by_one_read_for_all_readers(reader, board, settings):
    settings.LIVE_STREAMS_PER_USER = 100
    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(reader.open("/a/stream/")) for _ in range(20)]
        for note in "12":
            await board.write(note, said=False)
        await board.write("3")
        for stream in streams:
            await stream.heard("1", "2", "3")
        assert board.reads == 1


async def test_what_the_relay_never_said_is_found_by_comparing(reader, board, running_hub):
    async with reader.open("/a/stream/") as stream:
        await board.write("lost", said=False)
        await reconciliation.reconcile(running_hub)
        await stream.heard("lost")


async def test_a_burst_arrives_whole_and_costs_few_writes(reader, board):
    async with reader.open("/a/stream/") as stream:
        for note in range(500):
            await board.write(note)
        await stream.heard(*map(str, range(500)))


async def test_a_reader_who_comes_in_the_middle_of_it_misses_and_doubles_nothing(reader, board):
    async def write():
        for note in range(1, 301):
            await board.write(note, said=note % 7 != 0)

    writing = asyncio.create_task(write())
    async with AsyncExitStack() as stack:
        for after in (0, 3, 10):
            while board.last < after * 5:
                await asyncio.sleep(0)
            await stack.enter_async_context(reader.open(f"/a/stream/?after={after}"))
        streams = [reader.open(f"/a/stream/?after={after}") for after in (0, 20)]
        streams = [await stack.enter_async_context(stream) for stream in streams]
        await writing
        await board.write("end")
        for stream, after in zip(streams, (0, 20), strict=True):
            await stream.heard(*map(str, range(after + 1, 301)), "end")


async def test_what_is_said_during_the_replay_is_not_heard_twice(reader, board):
    for note in "123":
        await board.write(note, said=False)

    def say_four():
        if board.last == 3:
            board.note("4")
            board.say_now("4")

    board.before_read = say_four
    async with reader.open("/a/stream/?after=0") as stream:
        await stream.heard("1", "2", "3", "4")


async def test_a_page_ahead_of_a_healing_under_way_does_not_hear_it_again(reader, board):
    async with reader.open("/a/stream/") as first:
        found, opened = threading.Event(), threading.Event()

        def hold():
            found.set()
            opened.wait(2)

        for note in "12":
            await board.write(note, said=False)
        board.after_read = hold
        await board.say("2")
        await asyncio.to_thread(found.wait)
        board.after_read = lambda: None
        board.note("3")
        second = reader.open("/a/stream/?after=3")
        asyncio.get_running_loop().call_later(0.1, opened.set)
        async with second:
            await board.say("3")
            await board.write("4")
            await second.heard("4")
            await first.heard("1", "2", "3", "4")


async def test_a_note_rewritten_is_replayed_once_as_it_is_now(reader, board):
    for note, text in [("a", "old"), ("b", "b"), ("a", "new")]:
        await board.write(note, text, said=False)
    async with reader.open("/a/stream/?after=0") as stream:
        await stream.heard("b", "new")


async def test_holes_left_by_rewriting_do_not_stop_the_log(reader, board):
    async with reader.open("/a/stream/") as stream:
        for note, text in [("a", "old"), ("b", "b"), ("a", "new"), ("c", "c")]:
            await board.write(note, text, said=False)
        await board.say("c")
        await stream.heard("b", "new", "c")
        await board.write("d")
        await stream.heard("b", "new", "c", "d")


async def test_a_note_that_vanished_from_the_tables_does_not_stop_the_log(
    reader, board, running_hub
):
    async with reader.open("/a/stream/?after=0") as stream:
        await board.write("a", said=False)
        await board.write("gone", said=False)
        del board.notes["gone"]
        await board.write("b", said=False)
        await board.say("b")
        await board.write("c")
        await stream.heard("a", "b", "c")
        await board.write("last", said=False)
        del board.notes["last"]
        reads = board.reads
        for _ in range(3):
            await reconciliation.reconcile(running_hub)
            await asyncio.sleep(0.05)
        assert board.reads == reads + 1
    async with reader.open("/a/stream/?after=3") as stream:
        await stream.heard("c")


async def test_a_slow_reader_holds_nobody_up_and_gets_everything(reader, board, running_hub):
    async with reader.open("/a/stream/") as slow, reader.open("/a/stream/") as fast:
        await board.write("before")
        await slow.heard("before")
        slow.writable.clear()
        notes = [f"{n} {'x' * 5000}" for n in range(600)]
        for note in notes:
            await board.write(note)
        await fast.heard("before", *notes)
        (kept,) = running_hub.buffers.values()
        assert kept.size <= replay_buffer.MAX_BYTES
        assert len(slow.notes) == 1
        slow.writable.set()
        await slow.heard("before", *notes)


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
            await board.say_own_event(reader.user, "notified")
        else:
            await board.say_event("members-changed")
        await asyncio.sleep(0.05)
        slow.writable.set()
        await slow.heard("held")
        assert slow.names == ["stream-open"]


async def test_who_catches_up_before_the_others_are_written_to_hears_it_once(
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
        await stream.heard("1")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"\xff\xfe\n",
        b"event board:a x \nbody",
        b"event board:a 1\nbody",
        b"boom board:a 1 \nbody",
        bytes(RelayMessage("event", "nothing:1", 1, body=b"data: x\n\n")),
        bytes(RelayMessage("event", "board:a", 10**12, body=b"data: x\n\n")),
    ],
)
async def test_no_word_can_silence_a_worker(reader, board, running_hub, data):
    async with reader.open("/a/stream/") as stream:
        running_hub.receive(data)
        await asyncio.sleep(0.05)
        await board.write("still here")
        await stream.heard("still here")
        assert board.reads <= 2


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
        await stream.heard("1", "2", "3")
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
        await board.write("said once")
        await asyncio.sleep(0.05)
        one, other = written
        assert one is other


async def test_readers_who_return_together_are_served_from_one_read(reader, board, settings):
    settings.LIVE_STREAMS_PER_USER = 100
    for note in range(1, 31):
        await board.write(note, said=False)
    async with AsyncExitStack() as stack:
        for _ in range(20):
            opened = await stack.enter_async_context(reader.open("/a/stream/?after=10"))
            await opened.heard(*map(str, range(11, 31)))
        assert board.reads == 1


async def test_a_deleted_text_is_not_replayed(reader, board):
    async with reader.open("/a/stream/") as present:
        await board.write("note", "a secret")
        await board.write("other")
        async with reader.open("/a/stream/?after=0") as early:
            await early.heard("a secret", "other")
            await board.write("note", "deleted")
            await early.heard("a secret", "other", "deleted")
        async with reader.open("/a/stream/?after=0") as late:
            await late.heard("other", "deleted")
            assert b"secret" not in late.body
        await present.heard("a secret", "other", "deleted")


async def test_a_reader_whom_the_database_failed_may_come_again(reader, board):
    def fail():
        raise OSError("no database")

    await board.write("1", said=False)
    board.before_read = fail
    async with reader.open("/a/stream/?after=1"):  # the worker keeps what it knows of the channel
        with pytest.raises(OSError, match="no database"):
            async with reader.open("/a/stream/?after=0"):
                await asyncio.sleep(0.05)
        board.before_read = lambda: None
        async with reader.open("/a/stream/?after=0") as stream:
            await stream.heard("1")


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


async def test_a_silent_stream_says_now_and_then_that_it_lives(
    reader, board, monkeypatch, running_hub
):
    monkeypatch.setattr(reconciliation, "KEEP_ALIVE_INTERVAL", 0.05)
    await running_hub.stop()
    async with reader.open("/a/stream/") as stream:
        await stream.until(lambda: "keep-alive" in stream.names)


async def test_a_stopping_worker_ends_all_streams_and_spreads_their_return(
    reader, board, settings, running_hub
):
    settings.LIVE_STREAMS_PER_USER = 100
    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(reader.open("/a/stream/")) for _ in range(30)]
        running_hub.end_all_streams()
        for stream in streams:
            await stream.until(lambda stream=stream: stream.ended)
        late = await stack.enter_async_context(reader.open("/a/stream/"))
        await late.until(lambda: late.ended)
        retries = {
            int(stream.body.rpartition(b"retry: ")[2].partition(b"\n")[0]) for stream in streams
        }
        assert len(retries) > 15
        assert all(500 <= retry <= 5000 for retry in retries)
        assert all(stream.names == ["keep-alive"] for stream in streams)
