"""The Django view of a stream, which `live.stream` puts into urls.py.

Under ASGI the stream itself is answered beside Django (`sse`), which asks the view's `find_for`.
The view answers the test client and WSGI with the same refusals and a short stream.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed

from kclub.live import channels
from kclub.live.endpoints.stream_request import seen_change
from kclub.live.engine.batched_authorization import Refusal
from kclub.live.engine.change_reader import read_changes
from kclub.live.transport import sse_frames
from kclub.server.security_headers import SECURITY_HEADERS

HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Encoding": "identity",  # nothing on the way may wait to compress it
    "X-Accel-Buffering": "no",
    **SECURITY_HEADERS,
}
MAX_REPLAY = 5_000  # changes a returning reader gets; one that missed more is told to start afresh
POLL_RETRY_MS = 5_000  # between two requests of a reader that gets short streams


def stream(find, anonymous=False):
    """Return a view for urls.py that streams the channel named by `find(user, **kwargs)`.

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
        body = _short_stream(name, request.headers.get("Last-Event-ID"), request.GET.get("after"))
        return HttpResponse(body, headers=HEADERS)

    def find_for(user, kwargs):
        """Return the channel's name. Raises Refusal. It does not ask `may_listen`."""
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


def _short_stream(name, last_event_id, after):
    """Return a stream that ends after what changed, for a reader that cannot be kept."""
    kind, key = channels.parse(name)
    if not kind.numbered:
        return sse_frames.opening(None, retry_ms=POLL_RETRY_MS)
    last = kind.last(key)
    number = seen_change(last, last_event_id, after)
    if last - number > MAX_REPLAY:
        return sse_frames.opening(last, retry_ms=POLL_RETRY_MS) + sse_frames.STREAM_RESET
    frames = [frame for _, frame in read_changes(kind, key, number)]
    return sse_frames.opening(number, retry_ms=POLL_RETRY_MS) + b"".join(frames)
