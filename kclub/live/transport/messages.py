"""Bytes on the wire: server-sent events to browsers, and the lines workers send each other."""

import re
from typing import NamedTuple

LINES = re.compile(r"\r\n|\r|\n")
KEEP_ALIVE = b"event: keep-alive\ndata:\n\n"
OPEN = b"event: stream-open\ndata:\n\n"
RESET = b"event: stream-reset\ndata:\n\n"
SLOW = b"event: stream-slow\ndata:\n\n"
RETRY = 1000  # ms until a browser comes back after its stream broke


def frame(html="", event="", id=None):
    """One server-sent event. Without a name it has no event line, because htmx swaps only those."""
    if LINES.search(event):
        raise ValueError("the name of an event is one line")
    head = (f"id: {int(id)}\n" if id is not None else "") + (f"event: {event}\n" if event else "")
    return (head + "data: " + LINES.sub("\ndata: ", html) + "\n\n").encode()


def events(body):
    """(event's name, data) of each of the frames in `body`, as a browser reads them."""
    for lines in body.decode().split("\n\n")[:-1]:
        fields = [line.partition(":")[::2] for line in lines.split("\n")]
        data = [value.removeprefix(" ") for name, value in fields if name == "data"]
        named = [value.removeprefix(" ") for name, value in fields if name == "event"]
        yield "".join(named), "\n".join(data)


def first(number, retry=RETRY):
    """How every stream begins: its position (None in a channel without ids), then `stream-open`."""
    position = b"" if number is None else b"id: %d\n" % number
    return position + b"retry: %d\n" % retry + OPEN


def last(reason):
    """How a stream ends that must not come back: `stream-end` with the reason's code."""
    return frame(reason, event="stream-end")


def until(retry):
    """How a stream ends that shall come back, after `retry` ms."""
    return b"retry: %d\n" % retry + KEEP_ALIVE


def more(body):
    """The ASGI message that carries these bytes and lets the stream go on;"""
    return {"type": "http.response.body", "body": body, "more_body": True}


def done(body):
    """the last one;"""
    return {"type": "http.response.body", "body": body}


def chunk(body):
    """and the same bytes as `kclub.server.http_protocol` takes them, as HTTP writes them."""
    return b"%x\r\n%b\r\n" % (len(body), body)


KINDS = {"event", "channel", "session", "user"}


class RelayMessage(NamedTuple):
    """What one worker tells all: an event for a channel, or an end of streams."""

    kind: str  # "event", or what ends: "channel", "session", "user"
    name: str  # the channel, the session's digest, the user's id
    number: int | None = None  # the event's id
    user: str = ""  # whose streams of a channel end, "" means everybody's
    body: bytes = b""  # the event's frame, or why it ends

    def __bytes__(self):
        number = "" if self.number is None else self.number
        return f"{self.kind} {self.name} {number} {self.user}\n".encode() + self.body

    @classmethod
    def read(cls, data):
        """The RelayMessage in `data`; ValueError when it is none."""
        head, line, body = data.partition(b"\n")
        kind, name, number, user = head.decode().split(" ")
        if not line or kind not in KINDS:
            raise ValueError("not a message of ours")
        return cls(kind, name, int(number) if number else None, user, body)
