"""Limits on requests: what no view could answer is refused before it is read."""

from functools import wraps

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.http import parse_header_parameters

from kclub.server.multipart import FileEmptier
from kclub.server.security_headers import RAW_SECURITY_HEADERS

# Four pictures of 5 MB and a file of 10 MB, or five pictures, and what is written with them.
MAX_REQUEST_BYTES = 30_100_000
MAX_READ_BYTES = 200_000_000  # of what is too large: no browser shows an answer before it has sent


class TooLarge(Exception):
    """The error when a request has more than MAX_REQUEST_BYTES."""


def limit_requests(app):
    """Return the ASGI application `app` with limits: 413 to what is too large, 404 to a NUL.

    A form that is too large for its files comes without what is in them. So the view refuses the
    files alone, and all that is written comes back.
    """

    @wraps(app)
    async def limited(scope, receive, send):
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif "\0" in scope["path"]:  # PostgreSQL cannot even look for it
            await _refuse(send, 404)
        elif _content_length(scope) > MAX_READ_BYTES:
            await _refuse(send, 413, render_to_string("413.html").encode())
        else:
            try:
                if _content_length(scope) > MAX_REQUEST_BYTES:
                    scope, receive = await _without_files(scope, receive)
                await app(scope, _counted(receive), send)
            except TooLarge:
                await _refuse(send, 413, render_to_string("413.html").encode())

    return limited


def _content_length(scope):
    """Return the Content-Length of a request, which the server enforces; 0 without one."""
    return int(dict(scope["headers"]).get(b"content-length", 0))


async def _without_files(scope, receive):
    """Read a form to its end. Return it as (scope, receive), with every file in it empty.

    Raises TooLarge if it is no form with files, or if its text is too large as well.
    """
    form, copied, more = _form_with_files(scope), b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return scope, _again(message, receive)
        more = message.get("more_body", False)
        try:
            copied += form.copy(message.get("body", b"")) if form else b""
        except ValueError:
            form = None
        if len(copied) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            form, copied = None, b""
    if form is None:
        raise TooLarge
    copied += form.end()
    headers = [each for each in scope["headers"] if each[0] != b"content-length"]
    headers.append((b"content-length", str(len(copied)).encode()))
    return scope | {"headers": headers}, _again({"type": "http.request", "body": copied}, receive)


def _form_with_files(scope):
    """Return a FileEmptier for the request's form, or None if it has no files."""
    header = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
    try:
        content_type, parameters = parse_header_parameters(header)
        boundary = parameters.get("boundary", "").encode("latin-1")
    except ValueError:
        return None
    return FileEmptier(boundary) if boundary and content_type == "multipart/form-data" else None


def _again(message, receive):
    """Return `receive` with one message before all others."""
    waiting = [message]

    async def again():
        return waiting.pop() if waiting else await receive()

    return again


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


async def _refuse(send, status, page=b""):
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"connection", b"close"),
        *RAW_SECURITY_HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": page})
