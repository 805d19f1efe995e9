"""What no view could answer is turned away before it is read."""

from functools import wraps

LARGEST = 30_000_000  # bytes of a request: five pictures of 5 MB, and what is written with them


class TooLarge(Exception):
    """More was sent than anybody may send."""


def gated(app):
    """The ASGI application `app`, behind a gate: 413 to what is too large, 404 to a NUL."""

    @wraps(app)
    async def gate(scope, receive, send):
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif "\0" in scope["path"]:  # PostgreSQL cannot even look for it
            await _turn_away(send, 404)
        elif _declared(scope) > LARGEST:
            await _turn_away(send, 413)
        else:
            try:
                await app(scope, _counted(receive), send)
            except TooLarge:
                await _turn_away(send, 413)

    return gate


def _declared(scope):
    """The bytes a request says it has; the server holds it to that. 0 if it does not say."""
    return int(dict(scope["headers"]).get(b"content-length", 0))


def _counted(receive):
    """`receive`, for a request in chunks, which says nothing of its size."""
    received = 0

    async def counted():
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > LARGEST:
            raise TooLarge
        return message

    return counted


async def _turn_away(send, status):
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body"})
