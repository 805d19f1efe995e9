"""GET …/stream/ through a GRIP proxy: a short answer, and how the proxy is to go on with it.

Refusals are as in `sse`. `Grip-Hold` and `Grip-Channel` say what the proxy is to send later. When
it has missed a change it asks again, at the address of `Grip-Link` (`grip_link`). Whether the
reader still may listen is asked each time.
"""

import logging

from django.db import DatabaseError

from kclub.live import channels
from kclub.live.endpoints import stream_view
from kclub.live.endpoints.grip_link import PATH, link_header, next_turn, read_link
from kclub.live.endpoints.sse import RAW_HEADERS, by_ticket, refuse
from kclub.live.endpoints.stream_request import StreamRequest, number_in, seen_change
from kclub.live.engine import batched_authorization, database, principals
from kclub.live.engine.batched_authorization import Refusal
from kclub.live.engine.change_reader import CHANGES_PER_READ, read_changes
from kclub.live.engine.hub import hub
from kclub.live.engine.reconciliation import KEEP_ALIVE_INTERVAL
from kclub.live.tickets import digest
from kclub.live.transport import grip_channels, sse_frames
from kclub.live.transport.grip_proxies import is_from_proxy

logger = logging.getLogger(__name__)


def is_responsible(scope, stream):
    """Return whether a proxy asks for a stream, or how to go on with one that it holds."""
    return bool(stream or scope["path"].startswith(PATH)) and is_from_proxy(scope)


async def serve(scope, receive, send, stream):
    """Answer one request of a proxy for a stream, or without one for a stream it holds."""
    request = GripRequest(scope)
    try:
        if stream:
            request.reader = await _authorize(request, *stream)
        else:
            request.held_stream = read_link(scope["path"])
        headers, body = await database.run(_answer, request)
    except Refusal as refusal:
        await refuse(send, refusal.status)
        return
    except DatabaseError:
        logger.exception("nobody could say who opens a stream")
        await refuse(send, 503)
        return
    headers = [*RAW_HEADERS, *headers, (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class GripRequest(StreamRequest):
    """A request from a proxy: for a reader, or by itself for a stream it holds already."""

    def __init__(self, scope):
        super().__init__(scope)
        self.reader = None  # (channel, Principal) of a reader
        self.held_stream = None  # (channel, Principal, number) of a stream that is held
        self.grip_last = [
            value.decode("latin1") for name, value in scope["headers"] if name == b"grip-last"
        ]

    def last_sent(self, channel):
        """Return the number of the last change the proxy has sent on its channel, or 0."""
        for last in self.grip_last:
            name, _, number = last.partition(";")
            if name.strip() == channel:
                return number_in(number.partition("=")[2].strip()) or 0
        return 0


async def _authorize(request, view, kwargs):
    """Return (channel, Principal) by ticket, or by session. Raises Refusal."""
    name, principal, since = by_ticket(request)
    if name is not None and not hub.may_have_ended(name, principal, since):
        return name, principal
    return await batched_authorization.authorize(request.session_key, view, kwargs)


def _answer(request):
    """Return (headers, body) of the answer."""
    if request.reader:
        return _begin(request, *request.reader)
    if request.held_stream is None:
        raise Refusal(404)
    name, principal, number = request.held_stream
    reason = principals.revoked({(name, principal)}).get((name, principal))
    if reason:
        return [], sse_frames.ending(reason)
    return _go_on(request, name, principal, number)


def _begin(request, name, principal):
    """Return (headers, body) for a reader."""
    kind, key = channels.parse(name)
    if not kind.numbered:
        return _hold(name, principal, None), sse_frames.opening(None)
    last = kind.last(key)
    number = seen_change(last, request.last_event_id, request.after)
    return _replay(name, principal, number, last, sse_frames.opening(number))


def _go_on(request, name, principal, number):
    """Return (headers, body) for the proxy about a stream it holds."""
    kind, key = channels.parse(name)
    if not kind.numbered:
        return _hold(name, principal, None), sse_frames.STREAM_OPEN
    number = max(number, request.last_sent(grip_channels.changes(name)))
    return _replay(name, principal, number, kind.last(key), b"")


def _replay(name, principal, after, last, opening):
    """Return (headers, body) with the changes after `after`; `last` is the channel's last one."""
    kind, key = channels.parse(name)
    if last - after > stream_view.MAX_REPLAY:
        return _hold(name, principal, last), sse_frames.opening(last) + sse_frames.STREAM_RESET
    changes = read_changes(kind, key, after) if after < last else []
    body = opening + b"".join(frame for _, frame in changes)
    if len(changes) == CHANGES_PER_READ:
        return [link_header(name, principal, changes[-1][0])], body
    return _hold(name, principal, max([last, *(number for number, _ in changes)])), body


def _hold(name, principal, number):
    """Return the headers by which the proxy holds a stream that was sent all up to `number`."""
    keep_alive = sse_frames.KEEP_ALIVE.replace(b"\n", b"\\n")
    keep_alive += b"; format=cstring; timeout=%d" % KEEP_ALIVE_INTERVAL
    return [
        (b"grip-hold", b"stream"),
        *_channel_headers(name, principal, number),
        (b"grip-keep-alive", keep_alive),
        link_header(name, principal, number or 0, next_turn()),
    ]


def _channel_headers(name, principal, number):
    names = [grip_channels.events(name)]
    if number is not None:
        names.append(f"{grip_channels.changes(name)}; prev-id={number}")
    if principal.user_id:
        names += [
            grip_channels.ends("channel", name, principal.user_id),
            grip_channels.ends("user", principal.user_id),
            grip_channels.ends("session", digest(principal.session_key)),
        ]
    return [(b"grip-channel", channel.encode()) for channel in dict.fromkeys(names)]
