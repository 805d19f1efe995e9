"""The live log: the messages of a room, written to an open page as they come."""

import asyncio
import time

from django.template.loader import render_to_string

from kclub import live

LIVE_LOG_SECONDS = 600  # how long a page is written before a link leads to the next
CHANGE_TAG = "<hx-partial"  # begins the HTML of a changed message, which only scripts can use
END_REASONS = [
    "again",
    "closed",
    "left",
    "kicked",
    "banned",
    "removed",
    "too-many",
    "signed-out",
    "over",
]


async def write_live_log(head, events, *, room, ends, csp_nonce):
    """Yield the page part by part: its head, the HTML of the events, and the end for its reason.

    `events` are those of `live.follow`; `ends` is {reason: HTML} for each of END_REASONS.
    """
    yield head
    reason, deadline = "again", time.monotonic() + LIVE_LOG_SECONDS
    try:
        while True:
            event, data, change = await asyncio.wait_for(anext(events), deadline - time.monotonic())
            if event == "stream-end":
                reason = data if data in ends else "over"
            elif event == "keep-alive":
                yield "\n"
            elif not event and data.startswith(CHANGE_TAG):
                yield await live.read_database(changed_message_html, room, change, csp_nonce)
            elif not event:
                yield data
    except (StopAsyncIteration, TimeoutError):
        yield ends[reason]
    finally:
        await events.aclose()


def changed_message_html(room, change, csp_nonce):
    """Return the HTML of the message of that change, a copy that hides earlier ones on the page.

    It is "" if the message has changed again, since the next change brings it.
    """
    message = room.messages.for_display().filter(change=change).first()
    if message is None:
        return ""
    message.room = room
    message.element_id = f"{message.element_id}-{change}"
    context = {"message": message, "csp_nonce": csp_nonce}
    return render_to_string("rooms/live_page/_changed_message.html", context)
