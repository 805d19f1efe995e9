"""A stream for a page that is written while things happen."""

import asyncio
import time

import pytest

from kclub import live
from kclub.live.endpoints.streamed_page import follow
from kclub.live.engine.principals import Principal

pytestmark = pytest.mark.django_db(transaction=True)


class Page:
    """What a view's page has received so far."""

    def __init__(self, principal, channel, after=0, asked=None):
        self.received, self.open = [], True
        asked = principal, asked or time.time()
        self.task = asyncio.create_task(self._listen(asked, channel, after))

    async def _listen(self, asked, channel, after):
        async for event in follow(asked, channel, after):
            self.received.append(event)
        self.open = False

    async def until(self, condition):
        async with asyncio.timeout(5):
            while not condition():
                await asyncio.sleep(0.01)

    async def leave(self):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@pytest.fixture
def principal(reader):
    return Principal(str(reader.user.pk), "session", "auth")


async def test_it_begins_where_the_page_stands_and_goes_on(board, principal, running_hub):
    await board.write("1")
    await board.write("2")
    page = Page(principal, "board:a", after=1)
    await page.until(lambda: ("", "2", 2) in page.received)
    await board.write("3", "<li>\n3</li>")
    await page.until(lambda: ("", "<li>\n3</li>", 3) in page.received)
    assert ("", "1", 1) not in page.received
    await page.leave()
    assert running_hub.count == 0


async def test_it_ends_with_the_right_to_listen_and_says_why(board, principal, reader, running_hub):
    page = Page(principal, "board:a")
    await page.until(lambda: running_hub.count == 1)
    await asyncio.sleep(0.05)
    await asyncio.to_thread(live.end, "board:a", reader.user, "kicked")
    await page.until(lambda: not page.open)
    assert page.received[-1] == ("stream-end", "kicked", None)
    assert running_hub.count == 0


async def test_a_right_that_ended_since_it_was_asked_for_opens_nothing(
    board, principal, reader, running_hub
):
    asked = time.time()
    await board.write("1")
    await asyncio.to_thread(live.end, "board:a", reader.user, "kicked")
    await asyncio.sleep(0.05)
    page = Page(principal, "board:a", asked=asked)
    await page.until(lambda: not page.open)
    assert page.received == []


async def test_a_worker_that_stops_lets_the_page_end(board, principal, running_hub):
    page = Page(principal, "board:a")
    await page.until(lambda: running_hub.count == 1)
    await asyncio.sleep(0.05)
    running_hub.end_all_streams()
    await page.until(lambda: not page.open)
    assert "stream-end" not in [name for name, _, _ in page.received]
