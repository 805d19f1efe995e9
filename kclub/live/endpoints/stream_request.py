"""Requests for streams: their session or ticket, and the change the reader has seen."""

from urllib.parse import parse_qs

from django.conf import settings
from django.http import parse_cookie

from kclub.live import tickets

MAX_QUERY_FIELDS = 10


class StreamRequest:
    """What of an ASGI request matters to a stream."""

    def __init__(self, scope):
        headers = dict(scope["headers"])
        cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
        self.path = scope["path"]
        self.session_key = parse_cookie(cookies.decode("latin1")).get(
            settings.SESSION_COOKIE_NAME, ""
        )
        self.last_event_id = headers.get(b"last-event-id")
        if self.last_event_id is not None:
            self.last_event_id = self.last_event_id.decode("latin1")
        try:
            query = parse_qs(
                scope["query_string"].decode("latin1"), max_num_fields=MAX_QUERY_FIELDS
            )
        except ValueError:
            query = {}
        self.after = query.get("after", [None])[-1]
        self._ticket = query.get("ticket", [""])[-1]

    def ticket(self):
        """Return the Ticket, or None."""
        return tickets.read(self._ticket, self.session_key, self.path) if self._ticket else None

    def highest_seen(self):
        """Return the highest change number the request speaks of; it may be anything."""
        return max(
            (number_in(text) or 0 for text in (self.last_event_id, self.after) if text), default=0
        )


def seen_change(last, last_event_id, after):
    """Return the change a reader has seen: what its browser remembers, else what its page says.

    `last` is the channel's last change.
    """
    if last_event_id is not None:
        number = number_in(last_event_id)
        if number is not None and number <= last:
            return number
    if after is None:
        return last
    return min(number_in(after) or 0, last)


def number_in(text):
    """Return the number in `text`, or None: it comes from a browser and may be anything."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
