"""Server-sent events as bytes, and the ASGI messages and HTTP chunks that carry them."""

import re

LINE_ENDS = re.compile(r"\r\n|\r|\n")
KEEP_ALIVE = b"event: keep-alive\ndata:\n\n"
STREAM_OPEN = b"event: stream-open\ndata:\n\n"
STREAM_RESET = b"event: stream-reset\ndata:\n\n"
STREAM_SLOW = b"event: stream-slow\ndata:\n\n"
RETRY_MS = 1000  # until a browser comes back after its stream broke


def event(html="", event="", id=None):
    """Return one server-sent event.

    Without a name it has no event line, because htmx swaps only those. Raises ValueError for a name
    of more than one line.
    """
    if LINE_ENDS.search(event):
        raise ValueError("the name of an event is one line")
    head = (f"id: {int(id)}\n" if id is not None else "") + (f"event: {event}\n" if event else "")
    return (head + "data: " + LINE_ENDS.sub("\ndata: ", html) + "\n\n").encode()


def parse(body):
    """Yield (event's name, data, id or None) of each event in `body`, as a browser reads them."""
    for lines in body.decode().split("\n\n")[:-1]:
        fields = [line.partition(":")[::2] for line in lines.split("\n")]
        data = [value.removeprefix(" ") for name, value in fields if name == "data"]
        named = [value.removeprefix(" ") for name, value in fields if name == "event"]
        ids = [int(value) for name, value in fields if name == "id"]
        yield "".join(named), "\n".join(data), ids[0] if ids else None


def opening(number, retry_ms=RETRY_MS):
    """Return the first bytes of a stream: its position (None without ids), then `stream-open`."""
    position = b"" if number is None else b"id: %d\n" % number
    return position + b"retry: %d\n" % retry_ms + STREAM_OPEN


def ending(reason):
    """Return the last bytes of a stream that must not come back: `stream-end` with the reason."""
    return event(reason, event="stream-end")


def pausing(retry_ms):
    """Return the last bytes of a stream that shall come back after `retry_ms`."""
    return b"retry: %d\n" % retry_ms + KEEP_ALIVE


def body_message(body):
    """Return the ASGI message that carries these bytes and lets the stream go on."""
    return {"type": "http.response.body", "body": body, "more_body": True}


def last_message(body):
    """Return the ASGI message that carries these bytes and ends the stream."""
    return {"type": "http.response.body", "body": body}


def http_chunk(body):
    """Return these bytes as a chunk of an HTTP response, as `HttpProtocol.write` takes them."""
    return b"%x\r\n%b\r\n" % (len(body), body)
