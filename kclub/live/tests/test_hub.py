"""What a worker does for all of its streams."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from kclub.live.engine import reconciliation
from kclub.live.transport.messages import RelayMessage

pytestmark = pytest.mark.django_db(transaction=True)


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
async def test_no_message_can_silence_a_worker(reader, board, running_hub, data):
    async with reader.open("/a/stream/") as stream:
        running_hub.receive(data)
        await asyncio.sleep(0.05)
        await board.write("still here")
        await stream.received("still here")
        assert board.reads <= 2


async def test_an_idle_stream_is_kept_alive(reader, board, monkeypatch, running_hub):
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
