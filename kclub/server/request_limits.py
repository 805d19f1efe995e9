"""Limits on requests: what no view could answer is refused before it is read."""

from functools import wraps

from django.template.loader import render_to_string
from django.utils.http import escape_leading_slashes

MAX_REQUEST_BYTES = (
    30_100_000  # four pictures of 5 MB, a file of 10 MB, and what is written with them
)


class TooLarge(Exception):
    """The error when a request has more than MAX_REQUEST_BYTES."""


def limit_requests(app):
    """Return the ASGI application `app` with limits: 413 to what is too large, 404 to a NUL."""

    @wraps(app)
    async def limited(scope, receive, send):
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif "\0" in scope["path"]:  # PostgreSQL cannot even look for it
            await _refuse(send, 404)
        elif _content_length(scope) > MAX_REQUEST_BYTES:
            await _refuse(send, 413, _page(scope))
        else:
            try:
                await app(scope, _counted(receive), send)
            except TooLarge:
                await _refuse(send, 413, _page(scope))

    return limited


def _content_length(scope):
    """Return the Content-Length of a request, which the server enforces; 0 without one."""
    return int(dict(scope["headers"]).get(b"content-length", 0))


def _counted(receive):
    """Return `receive` with a limit, for requests in chunks, which have no Content-Length."""
    received = 0

    async def counted():
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_REQUEST_BYTES:
            raise TooLarge
        return message

    return counted


def _page(scope):
    """Return the page that says so, which leads back to the address of the form."""
    return render_to_string("413.html", {"back": escape_leading_slashes(scope["path"])}).encode()


async def _refuse(send, status, page=b""):
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": page})
