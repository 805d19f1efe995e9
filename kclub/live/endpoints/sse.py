"""GET …/stream/: an event stream beside Django, without a thread or a connection of its own.

Its contract (docs/live.md): 401, 403, 404 or 405 when refused, never 200; then `id`, `retry` and
`stream-open`, what changed since, and what happens from now on.
"""

import time

from kclub.live.endpoints import stream_view
from kclub.live.endpoints.stream_request import StreamRequest, seen_change
from kclub.live.engine import batched_authorization
from kclub.live.engine.batched_authorization import Refusal
from kclub.live.engine.hub import hub
from kclub.live.engine.principals import Principal
from kclub.live.engine.subscriber import Subscriber
from kclub.live.tickets import CLOCK_SKEW
from kclub.live.transport import sse_frames
from kclub.server.security_headers import RAW_SECURITY_HEADERS

RAW_HEADERS = [
    (name.lower().encode(), value.encode()) for name, value in stream_view.HEADERS.items()
]
MAX_STREAMS = 10_000  # open streams of a worker; more are asked to come back
RETRY_AFTER = b"5"  # seconds until somebody who was turned away comes back


async def serve(scope, receive, send, view, kwargs):
    """Answer one request for a stream of a `live.stream` view."""
    direct = scope.get("extensions", {}).pop("kclub.connection", None)
    try:
        subscriber, first = await _admit(StreamRequest(scope), send, direct, view, kwargs)
    except Refusal as refusal:
        await refuse(send, refusal.status)
        return
    scope["headers"].clear()  # they would stay in memory as long as the stream is open
    del scope, view, kwargs
    if direct:
        direct.begin_stream()
    try:
        await send({"type": "http.response.start", "status": 200, "headers": RAW_HEADERS})
        await send(sse_frames.body_message(first))
        del first
        await subscriber.catch_up()
        if direct:
            await direct.stream_ended
        else:
            while (await receive())["type"] != "http.disconnect":
                pass
    finally:
        hub.remove(subscriber)


async def _admit(request, send, direct, view, kwargs):
    """Return (Subscriber, its first bytes), once its right was surely not ended meanwhile."""
    if hub.count >= MAX_STREAMS:
        raise Refusal(503)
    name, principal, since = by_ticket(request)
    trusts_ticket = name is not None
    while True:
        if not trusts_ticket:
            since = time.time()
            name, principal = await batched_authorization.authorize(
                request.session_key, view, kwargs
            )
        with hub.opening(name) as buffer:
            await buffer.locate()
            number, is_reset = await _position(buffer, request)
            is_certain = not hub.may_have_ended(name, principal, since)
            if is_certain or not (trusts_ticket or hub.relay.is_up):
                subscriber = Subscriber(buffer, principal, number, send, direct)
                hub.add(subscriber)
                return subscriber, _first_bytes(number, is_reset)
        trusts_ticket = False


def by_ticket(request):
    """Return (channel, Principal, time of issue) by the ticket, or three times None."""
    ticket = request.ticket()
    if ticket is None:
        return None, None, None
    principal = Principal(ticket.user_id, request.session_key, ticket.auth)
    return ticket.channel, principal, ticket.issued - CLOCK_SKEW


async def _position(buffer, request):
    """Return (the change the reader has seen, whether it missed too many to replay)."""
    if buffer.number is None:
        return None, False
    await buffer.repair.reach(request.highest_seen())
    number = seen_change(buffer.number, request.last_event_id, request.after)
    if buffer.number - number > stream_view.MAX_REPLAY:
        return buffer.number, True
    return number, False


def _first_bytes(number, is_reset):
    reset = sse_frames.STREAM_RESET if is_reset else b""
    slow = sse_frames.STREAM_SLOW if hub.relay.outage_announced else b""
    return sse_frames.opening(number) + reset + slow


async def refuse(send, status):
    """Answer with this status and nothing else."""
    headers = [
        (b"cache-control", b"no-store"),
        (b"content-length", b"0"),
        *RAW_SECURITY_HEADERS,
    ]
    if status == 503:
        headers.append((b"retry-after", RETRY_AFTER))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body"})
