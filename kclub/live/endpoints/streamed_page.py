"""A stream for a page that is written while things happen, as for a browser without scripts."""

import asyncio
import time

from django.contrib.auth import HASH_SESSION_KEY

from kclub.live.engine.hub import hub
from kclub.live.engine.principals import Principal
from kclub.live.engine.subscriber import Subscriber
from kclub.live.tickets import digest
from kclub.live.transport import sse_frames


def principal_of(request):
    """Return the Principal that has opened this page, and the time, in seconds since 1970."""
    auth = digest(request.session[HASH_SESSION_KEY])
    return Principal(str(request.user.pk), request.session.session_key, auth), time.time()


async def follow(reader, channel, after):
    """Yield what happens on the channel after change `after`, as (event's name, data, id).

    `reader` is `principal_of` the request, whose view has made sure that they may listen. It ends
    with the stream: after a ("stream-end", reason, None), or without one where it may be opened
    anew. It needs no thread and no connection meanwhile.
    """
    principal, asked_at = reader
    chunks = asyncio.Queue(1)  # a reader that does not read makes it wait, as a full socket does
    with hub.opening(channel) as buffer:
        await buffer.locate()
        await buffer.repair.reach(after)
        subscriber = Subscriber(buffer, principal, min(after, buffer.number), chunks.put)
        hub.add(subscriber)
    writing = None
    try:
        if hub.relay.is_up and hub.may_have_ended(channel, principal, asked_at):
            return
        writing = hub.create_task(subscriber.catch_up())
        while True:
            message = await chunks.get()
            for event in sse_frames.parse(message["body"]):
                yield event
            if not message.get("more_body"):
                break
        await writing
    finally:
        if writing:
            writing.cancel()
        hub.remove(subscriber)
