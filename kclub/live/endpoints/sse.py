"""GET …/stream/: an event stream, beside Django under ASGI, or a short one through Django.

Its contract (docs/live.md): 401, 403, 404 or 405 when refused, never 200; then `id`, `retry` and
`stream-open`, what changed since, and what happens from now on.
"""

import time
from functools import lru_cache
from urllib.parse import parse_qs

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.signals import setting_changed
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, parse_cookie
from django.urls import Resolver404, resolve

from kclub.live import channels, tickets
from kclub.live.engine import batched_authorization
from kclub.live.engine.batched_authorization import Refusal
from kclub.live.engine.hub import hub
from kclub.live.engine.principals import Principal
from kclub.live.engine.replay_buffer import CHANGES_PER_READ
from kclub.live.engine.subscriber import Subscriber
from kclub.live.tickets import CLOCK_SKEW
from kclub.live.transport import messages

HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Encoding": "identity",  # nothing on the way may wait to compress it
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}
RAW_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
MAX_STREAMS = 10_000  # a worker's open streams; more are asked to come back
MAX_REPLAY = 5_000  # changes a returning reader gets; one that missed more is told to start afresh
MAX_PATH_LENGTH = 200  # characters of a stream's path, for we remember many
POLL_RETRY = 5_000  # ms between two requests of a reader that gets short streams


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
            name = find_for(user, kwargs)
            if not channels.may_listen(user, name):
                raise Refusal(403 if user else 401)
        except Refusal as refusal:
            return HttpResponse(status=refusal.status)
        body = _short(name, request.headers.get("Last-Event-ID"), request.GET.get("after"))
        return HttpResponse(body, headers=HEADERS)

    def find_for(user, kwargs):
        """The channel's name, or Refusal. Whether they may listen is asked apart."""
        if user is None and not anonymous:
            raise Refusal(401)
        try:
            return find(user, **kwargs)
        except Http404:
            raise Refusal(404) from None
        except PermissionDenied:
            raise Refusal(403 if user else 401) from None

    view.find_for = find_for
    return view


def _short(name, last_event_id, after):
    """What changed since, and the end: for a reader that cannot be kept."""
    kind, key = channels.parse(name)
    if not kind.numbered:
        return messages.first(None, retry=POLL_RETRY)
    now = kind.last(key)
    number = start(now, last_event_id, after)
    if now - number > MAX_REPLAY:
        return messages.first(now, retry=POLL_RETRY) + messages.RESET
    frames = [messages.frame(html, id=n) for n, html in kind.changes(key, number, CHANGES_PER_READ)]
    return messages.first(number, retry=POLL_RETRY) + b"".join(frames)


def start(now, last_event_id, after):
    """The change a reader has seen: what its browser remembers, else what its page says."""
    if last_event_id is not None:
        number = number_in(last_event_id)
        if number is not None and number <= now:
            return number
    if after is None:
        return now
    return min(number_in(after) or 0, now)


def number_in(text):
    """The number in `text`, or None: it comes from a browser and may be anything."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


# Beside Django ---------------------------------------------------------------------------


def stream_view(scope):
    """(view, its kwargs) if this request opens a stream, else None."""
    path = scope["path"]
    if scope["method"] != "GET" or not path.endswith("/stream/") or "\0" in path:
        return None
    path = path.removeprefix(scope.get("root_path", ""))
    return _meant_by(path) if len(path) < MAX_PATH_LENGTH else None  # Django refuses it


@lru_cache(2_000)  # everybody in a room opens the same
def _meant_by(path):
    """(view, its kwargs, which nobody changes) if it is a stream's path, else None."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return (match.func, match.kwargs) if hasattr(match.func, "find_for") else None


setting_changed.connect(lambda **_: _meant_by.cache_clear(), weak=False)  # as tests do


async def serve(scope, receive, send, view, kwargs):
    """Answer one request for a stream, without a thread or a connection of its own."""
    direct = scope.get("extensions", {}).pop("kclub.connection", None)
    try:
        subscriber, first = await _admit(Request(scope), send, direct, view, kwargs)
    except Refusal as refusal:
        await refuse(send, refusal.status)
        return
    scope["headers"].clear()  # what is named here is kept as long as the stream is open
    del scope, view, kwargs
    if direct:
        direct.begin_stream()
    try:
        await send({"type": "http.response.start", "status": 200, "headers": RAW_HEADERS})
        await send(messages.more(first))
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
    """(Subscriber, its first bytes), once we are sure that nobody ended its right meanwhile."""
    if hub.count >= MAX_STREAMS:
        raise Refusal(503)
    ticket = request.ticket()
    while True:
        if ticket:
            name, asked = ticket.channel, ticket.issued - CLOCK_SKEW
            principal = Principal(ticket.user_id, request.session_key, ticket.auth)
        else:
            asked = time.time()
            name, principal = await batched_authorization.ask(request.session_key, view, kwargs)
        with hub.opening(name) as buffer:
            await buffer.tune()
            number, reset = await _place(buffer, request)
            if not hub.may_have_ended(name, principal, asked) or (
                not ticket and not hub.relay_is_up
            ):
                subscriber = Subscriber(buffer, principal, number, send, direct)
                hub.add(subscriber)
                return subscriber, messages.first(
                    number
                ) + messages.RESET * reset + messages.SLOW * hub.outage_announced
        ticket = None


async def _place(buffer, request):
    """(the change the reader has seen, whether it missed too many to be told)."""
    if buffer.number is None:
        return None, False
    seen = [number_in(text) or 0 for text in (request.last_event_id, request.after) if text]
    await buffer.come_to(max(seen, default=0))
    number = start(buffer.number, request.last_event_id, request.after)
    if buffer.number - number > MAX_REPLAY:
        return buffer.number, True
    return number, False


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


async def refuse(send, status):
    headers = [(b"cache-control", b"no-store"), (b"content-length", b"0")]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body"})
