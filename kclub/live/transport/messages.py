"""The messages that a process publishes to every worker and every proxy."""

from typing import NamedTuple

KINDS = {"event", "channel", "session", "user"}


class RelayMessage(NamedTuple):
    """An event for a channel, or an end of streams. Its bytes are what transports carry."""

    kind: str  # "event", or whose streams end: a "channel"'s, a "session"'s, a "user"'s
    name: str  # the channel, the session's digest, or the user's id
    number: int | None = None  # the event's id
    user: str = ""  # the id of whose streams of a channel end; "" means everybody's
    body: bytes = b""  # the event's frame, or the reason of the end

    def __bytes__(self):
        number = "" if self.number is None else self.number
        return f"{self.kind} {self.name} {number} {self.user}\n".encode() + self.body

    @classmethod
    def parse(cls, data):
        """Return the RelayMessage in `data`. Raises ValueError when it is none."""
        head, line, body = data.partition(b"\n")
        kind, name, number, user = head.decode().split(" ")
        if not line or kind not in KINDS:
            raise ValueError("not a relay message")
        return cls(kind, name, int(number) if number else None, user, body)
