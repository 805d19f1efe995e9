"""Which of a room's messages one page shows: the newest, or those around some moment."""

from dataclasses import dataclass

from django.conf import settings


@dataclass
class Page:
    """Up to MESSAGES_PER_PAGE of `messages`, oldest first, and whether there are others around."""

    messages: list
    has_older: bool = False
    has_newer: bool = False

    @property
    def older_than(self):
        """The number whose `before=` is the page before this one, or None."""
        return self.messages[0].number if self.has_older and self.messages else None

    @property
    def newer_than(self):
        """The number whose `after=` is the page after this one, or None."""
        return self.messages[-1].number if self.has_newer and self.messages else None

    @property
    def newest(self):
        """The number of its last message; 0 if it has none."""
        return self.messages[-1].number if self.messages else 0


def page_of(messages, *, before=None, after=None, at=None):
    """The Page of a room's `messages` before or after a number, or with it in the middle.

    Without any of them, or where nothing is left on that side, it is the newest.
    """
    if at is not None:
        return _around(messages, at)
    if after is not None:
        rows, more = _some(messages.filter(number__gt=after).order_by("number"))
        if rows:
            return Page(rows, has_older=True, has_newer=more)
    older = messages if before is None else messages.filter(number__lt=before)
    rows, more = _some(older.order_by("-number"))
    if not rows and before is not None:
        return page_of(messages)
    newer = before is not None and messages.filter(number__gte=before).exists()
    return Page(rows[::-1], has_older=more, has_newer=newer)


def _around(messages, number):
    """Half a page up to that number, and what follows; at the end of a room that is less."""
    half = settings.MESSAGES_PER_PAGE // 2
    numbers = messages.order_by("-number").values_list("number", flat=True)
    above, older = _some(numbers.filter(number__lte=number), half)
    shown = messages.filter(number__gte=min(above, default=0)).order_by("number")
    rows, newer = _some(shown, len(above) + half)
    return Page(rows, has_older=older, has_newer=newer)


def _some(rows, most=None):
    """(as many of the rows as a page shows, whether there are more)."""
    most = most or settings.MESSAGES_PER_PAGE
    found = list(rows[: most + 1])
    return found[:most], len(found) > most
