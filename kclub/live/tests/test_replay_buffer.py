"""Nothing lost, nothing twice, in order, whatever the relay does to events."""

import asyncio
import threading
from contextlib import AsyncExitStack

import pytest

from kclub.live.engine import reconciliation

pytestmark = pytest.mark.django_db(transaction=True)


async def test_events_that_cross_arrive_in_order(reader, board, running_hub):
    async with reader.open("/a/stream/") as stream:
        for note in "123":
            await board.write(note, published=False)
        for note in "312":
            await board.publish(note)
        await stream.received("1", "2", "3")


async def test_a_gap_is_repaired_by_one_read_for_all_readers(reader, board, settings):
    settings.LIVE_STREAMS_PER_USER = 100
    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(reader.open("/a/stream/")) for _ in range(20)]
        for note in "12":
            await board.write(note, published=False)
        await board.write("3")
        for stream in streams:
            await stream.received("1", "2", "3")
        assert board.reads == 1


async def test_what_the_relay_lost_is_found_by_reconciliation(reader, board, running_hub):
    async with reader.open("/a/stream/") as stream:
        await board.write("lost", published=False)
        await reconciliation.reconcile(running_hub)
        await stream.received("lost")


async def test_a_burst_arrives_whole_and_costs_few_writes(reader, board):
    async with reader.open("/a/stream/") as stream:
        for note in range(500):
            await board.write(note)
        await stream.received(*map(str, range(500)))


async def test_a_reader_who_comes_in_the_middle_of_it_misses_and_doubles_nothing(reader, board):
    async def write():
        for note in range(1, 301):
            await board.write(note, published=note % 7 != 0)

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
            await stream.received(*map(str, range(after + 1, 301)), "end")


async def test_what_is_published_during_the_replay_is_not_received_twice(reader, board):
    for note in "123":
        await board.write(note, published=False)

    def say_four():
        if board.last == 3:
            board.note("4")
            board.publish_now("4")

    board.before_read = say_four
    async with reader.open("/a/stream/?after=0") as stream:
        await stream.received("1", "2", "3", "4")


async def test_a_page_ahead_of_a_repair_under_way_does_not_receive_it_again(reader, board):
    async with reader.open("/a/stream/") as first:
        found, opened = threading.Event(), threading.Event()

        def hold():
            found.set()
            opened.wait(2)

        for note in "12":
            await board.write(note, published=False)
        board.after_read = hold
        await board.publish("2")
        await asyncio.to_thread(found.wait)
        board.after_read = lambda: None
        board.note("3")
        second = reader.open("/a/stream/?after=3")
        asyncio.get_running_loop().call_later(0.1, opened.set)
        async with second:
            await board.publish("3")
            await board.write("4")
            await second.received("4")
            await first.received("1", "2", "3", "4")


async def test_a_note_rewritten_is_replayed_once_as_it_is_now(reader, board):
    for note, text in [("a", "old"), ("b", "b"), ("a", "new")]:
        await board.write(note, text, published=False)
    async with reader.open("/a/stream/?after=0") as stream:
        await stream.received("b", "new")


async def test_gaps_left_by_rewriting_do_not_stop_the_stream(reader, board):
    async with reader.open("/a/stream/") as stream:
        for note, text in [("a", "old"), ("b", "b"), ("a", "new"), ("c", "c")]:
            await board.write(note, text, published=False)
        await board.publish("c")
        await stream.received("b", "new", "c")
        await board.write("d")
        await stream.received("b", "new", "c", "d")


async def test_a_note_that_vanished_from_the_tables_does_not_stop_the_stream(
    reader, board, running_hub
):
    async with reader.open("/a/stream/?after=0") as stream:
        await board.write("a", published=False)
        await board.write("gone", published=False)
        del board.notes["gone"]
        await board.write("b", published=False)
        await board.publish("b")
        await board.write("c")
        await stream.received("a", "b", "c")
        await board.write("last", published=False)
        del board.notes["last"]
        reads = board.reads
        for _ in range(3):
            await reconciliation.reconcile(running_hub)
            await asyncio.sleep(0.05)
        assert board.reads == reads + 1
    async with reader.open("/a/stream/?after=3") as stream:
        await stream.received("c")


async def test_readers_who_return_together_are_served_from_one_read(reader, board, settings):
    settings.LIVE_STREAMS_PER_USER = 100
    for note in range(1, 31):
        await board.write(note, published=False)
    async with AsyncExitStack() as stack:
        for _ in range(20):
            opened = await stack.enter_async_context(reader.open("/a/stream/?after=10"))
            await opened.received(*map(str, range(11, 31)))
        assert board.reads == 1


async def test_a_deleted_text_is_not_replayed(reader, board):
    async with reader.open("/a/stream/") as present:
        await board.write("note", "a secret")
        await board.write("other")
        async with reader.open("/a/stream/?after=0") as early:
            await early.received("a secret", "other")
            await board.write("note", "deleted")
            await early.received("a secret", "other", "deleted")
        async with reader.open("/a/stream/?after=0") as late:
            await late.received("other", "deleted")
            assert b"secret" not in late.body
        await present.received("a secret", "other", "deleted")


async def test_a_reader_whom_the_database_failed_may_come_again(reader, board):
    def fail():
        raise OSError("no database")

    await board.write("1", published=False)
    board.before_read = fail
    async with reader.open("/a/stream/?after=1"):  # the worker keeps what it knows of the channel
        with pytest.raises(OSError, match="no database"):
            async with reader.open("/a/stream/?after=0"):
                await asyncio.sleep(0.05)
        board.before_read = lambda: None
        async with reader.open("/a/stream/?after=0") as stream:
            await stream.received("1")
