"""GET …/stream/: an event stream, beside Django under ASGI, or a short one through Django.

Its contract (docs/live.md): 401, 403, 404 or 405 when refused, never 200; then `id`, `retry` and
`stream-open`, what changed since, and what happens from now on.
"""

import logging
import time
from urllib.parse import parse_qs

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, parse_cookie
from django.urls import Resolver404, resolve

from . import channels, database, tickets, viewers, wire
from .hub import READ, REPLAY, SKEW, hub
from .viewers import NOBODY, Viewer

logger = logging.getLogger(__name__)

HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Encoding": "identity",  # nothing on the way may wait to compress it
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}
RAW_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
STREAMS = 10_000  # a worker's open streams; more are asked to come back
POLL = 5_000  # ms between two requests of a reader that gets short streams


class Refusal(Exception):
    """No stream for this request; `status` says why."""

    def __init__(self, status):
        self.status = status


def stream(find, anonymous=False):
    """A view for urls.py that streams the channel named by `find(user, **kwargs)`.

    `find` may raise Http404 or PermissionDenied. Somebody signed out gets 401 and `find` is not
    asked, unless `anonymous`: then `user` is None for them.
    """

    def view(request, **kwargs):
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        user = request.user if request.user.is_authenticated else None
        try:
            name = view.channel_for(user, kwargs)
        except Refusal as refusal:
            return HttpResponse(status=refusal.status)
        body = _short(name, request.headers.get("Last-Event-ID"), request.GET.get("after"))
        return HttpResponse(body, headers=HEADERS)

    def channel_for(user, kwargs):
        if user is None and not anonymous:
            raise Refusal(401)
        try:
            name = find(user, **kwargs)
        except Http404:
            raise Refusal(404) from None
        except PermissionDenied:
            name = None
        if name is None or not channels.may_listen(user, name):
            raise Refusal(403 if user else 401)
        return name

    view.channel_for = channel_for
    return view


def _short(name, last_event_id, after):
    """What changed since, and the end: for a reader that cannot be kept."""
    kind, key = channels.parse(name)
    if not kind.numbered:
        return wire.first(None, retry=POLL)
    now = kind.last(key)
    number = _start(now, last_event_id, after)
    if now - number > REPLAY:
        return wire.first(now, retry=POLL) + wire.RESET
    frames = [wire.frame(html, id=n) for n, html in kind.changes(key, number, READ)]
    return wire.first(number, retry=POLL) + b"".join(frames)


def _start(now, last_event_id, after):
    """The change a reader has seen: what its browser remembers, else what its page says."""
    if last_event_id is not None:
        number = _number(last_event_id)
        if number is not None and number <= now:
            return number
    if after is None:
        return now
    return min(_number(after) or 0, now)


def _number(text):
    """The number in `text`, or None: it comes from a browser and may be anything."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


# Beside Django ---------------------------------------------------------------------------


def view_of(scope):
    """(view, its kwargs) if this request opens a stream, else None."""
    if (
        scope["type"] != "http"
        or scope["method"] != "GET"
        or not scope["path"].endswith("/stream/")
    ):
        return None
    try:
        match = resolve(scope["path"].removeprefix(scope.get("root_path", "")))
    except Resolver404:
        return None
    return (match.func, match.kwargs) if hasattr(match.func, "channel_for") else None


async def serve(scope, receive, send, view, kwargs):
    """Answer one request for a stream, without a thread or a connection of its own."""
    try:
        listener, first = await _admit(Request(scope), send, view, kwargs)
    except Refusal as refusal:
        await _refuse(send, refusal.status)
        return
    try:
        await send({"type": "http.response.start", "status": 200, "headers": RAW_HEADERS})
        await send({"type": "http.response.body", "body": first, "more_body": True})
        await listener.catch_up()
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        hub.leave(listener)


async def _admit(request, send, view, kwargs):
    """(Listener, its first bytes), once we are sure that nobody ended its right meanwhile."""
    if hub.count >= STREAMS:
        raise Refusal(503)
    ticket = request.ticket()
    while True:
        if ticket:
            name, asked = ticket.channel, ticket.issued - SKEW
            viewer = Viewer(ticket.user_id, request.session_key, ticket.auth)
        else:
            asked = time.time()
            try:
                name, viewer = await database.ask(_ask, request.session_key, view, kwargs)
            except DatabaseError:
                logger.exception("nobody could say who opens a stream")
                raise Refusal(503) from None
        with hub.opening(name) as channel:
            await hub.tune(channel)
            number, reset = await _place(channel, request)
            if not hub.was_ended(name, viewer, asked) or (not ticket and not hub.relayed):
                listener = hub.enter(channel, viewer, number, send)
                return listener, wire.first(number) + wire.RESET * reset + wire.SLOW * hub.slow
        ticket = None


async def _place(channel, request):
    """(the change the reader has seen, whether it missed too many to be told)."""
    if channel.number is None:
        return None, False
    seen = [_number(text) or 0 for text in (request.last_event_id, request.after) if text]
    await hub.reach(channel, max(seen, default=0))
    number = _start(channel.number, request.last_event_id, request.after)
    if channel.number - number > REPLAY:
        return channel.number, True
    return number, False


def _ask(session_key, view, kwargs):
    user, viewer = viewers.signed_in(session_key) if session_key else (None, NOBODY)
    return view.channel_for(user, kwargs), viewer


class Request:
    """What of a request matters here."""

    def __init__(self, scope):
        headers = dict(scope["headers"])
        cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
        cookies = parse_cookie(cookies.decode("latin1"))
        self.path = scope["path"]
        self.session_key = cookies.get(settings.SESSION_COOKIE_NAME, "")
        self.last_event_id = headers.get(b"last-event-id")
        if self.last_event_id is not None:
            self.last_event_id = self.last_event_id.decode("latin1")
        try:
            query = parse_qs(scope["query_string"].decode("latin1"), max_num_fields=10)
        except ValueError:
            query = {}
        self.after = query.get("after", [None])[-1]
        self._ticket = query.get("ticket", [""])[-1]

    def ticket(self):
        return tickets.read(self._ticket, self.session_key, self.path) if self._ticket else None


async def _refuse(send, status):
    headers = [(b"cache-control", b"no-store"), (b"content-length", b"0")]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body"})
