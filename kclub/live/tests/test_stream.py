"""What one reader gets: refusals, the first bytes, the replay, what happens then."""

import pytest

from kclub import live

from .conftest import Reader

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_stream_says_where_it_stands_and_then_what_happens(reader, board):
    await board.write("first")
    async with reader.open("/a/stream/?after=1") as stream:
        assert stream.status == 200
        await stream.until(lambda: stream.body)
        assert stream.body == b"id: 1\nretry: 1000\nevent: stream-open\ndata:\n\n"
        await board.write("second", "<b>two</b>\nlines")
        await stream.heard("<b>two</b>\nlines")
        assert stream.events[-1] == ("", "2", "<b>two</b>\nlines")
