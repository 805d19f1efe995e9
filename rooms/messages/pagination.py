"""Pages of a room's messages: the newest ones, or those around a number."""

from dataclasses import dataclass

from django.conf import settings


@dataclass
class MessagePage:
    """Up to MESSAGES_PER_PAGE messages, oldest first, and whether there are others around them."""

    messages: list
    has_older: bool = False
    has_newer: bool = False

    @property
    def older_than(self):
        """The number for `?before=` of the page before this one, or None."""
        return self.messages[0].number if self.has_older and self.messages else None

    @property
    def newer_than(self):
        """The number for `?after=` of the page after this one, or None."""
        return self.messages[-1].number if self.has_newer and self.messages else None

    @property
    def newest(self):
        """The number of the last message; 0 if there is none."""
        return self.messages[-1].number if self.messages else 0


def page_of_messages(messages, *, before=None, after=None, at=None):
    """Return the MessagePage before or after a number, or with it in the middle.

    Without any of them, or beyond the last message on that side, it is the newest page.
    """
    if at is not None:
        return _around(messages, at)
    if after is not None:
        rows, more = _limited(messages.filter(number__gt=after).order_by("number"))
        if rows:
            return MessagePage(rows, has_older=True, has_newer=more)
    older = messages if before is None else messages.filter(number__lt=before)
    rows, more = _limited(older.order_by("-number"))
    if not rows and before is not None:
        return page_of_messages(messages)
    newer = before is not None and messages.filter(number__gte=before).exists()
    return MessagePage(rows[::-1], has_older=more, has_newer=newer)


def _around(messages, number):
    """Return the page with half its messages up to that number; shorter at the end of a room."""
    half = settings.MESSAGES_PER_PAGE // 2
    numbers = messages.order_by("-number").values_list("number", flat=True)
    earlier, older = _limited(numbers.filter(number__lte=number), half)
    later = messages.filter(number__gte=min(earlier, default=0)).order_by("number")
    rows, newer = _limited(later, len(earlier) + half)
    return MessagePage(rows, has_older=older, has_newer=newer)


def _limited(rows, limit=None):
    """Return (as many of the rows as a page shows, whether there are more)."""
    limit = limit or settings.MESSAGES_PER_PAGE
    rows = list(rows[: limit + 1])
    return rows[:limit], len(rows) > limit
