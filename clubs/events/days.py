"""Months and weeks: the days of a page of events, and which page is before and after."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone

from clubs.events.moments import end_of, start_of

YEARS = range(2000, 2101)
WEEK = timedelta(days=7)


class Day(NamedTuple):
    """A day of a page: its date, whether it belongs to the month, and its events."""

    date: date
    is_within: bool
    events: list

    @property
    def is_today(self):
        return self.date == timezone.localdate()


class Page:
    """The days of a month, filled up to whole weeks from Sunday on, or of one week.

    `kind` is "month" or "week"; `first` is the first day of the month, or the Sunday of the week.
    """

    def __init__(self, kind, day):
        self.kind = kind
        self.first = day.replace(day=1) if kind == "month" else sunday_of(day)
        self.begins_on = sunday_of(self.first)
        self.ends_on = sunday_of(self.after - timedelta(days=1)) + WEEK  # the day after the last

    @property
    def before(self):
        """The first day of the page before."""
        if self.kind == "week":
            return self.first - WEEK
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self):
        """The first day of the page after."""
        if self.kind == "week":
            return self.first + WEEK
        return (self.first + timedelta(days=31)).replace(day=1)

    def weeks(self, events):
        """Return lists of seven Days. An event is on each day it lasts."""
        days = [
            self.begins_on + timedelta(days=n) for n in range((self.ends_on - self.begins_on).days)
        ]
        filled = [
            Day(day, self.first <= day < self.after, [e for e in events if is_on(e, day)])
            for day in days
        ]
        return [filled[n : n + 7] for n in range(0, len(filled), 7)]


def page_of(query):
    """Return the Page that `?week=2026-12-06` or `?month=2026-12-01` asks for; else this month."""
    for kind in ("week", "month"):
        if kind in query:
            return Page(kind, parse_day(query[kind]) or timezone.localdate())
    return Page("month", timezone.localdate())


def parse_day(text):
    """Return the date that `text` from a browser is, or None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def sunday_of(day):
    return day - timedelta(days=day.isoweekday() % 7)


def is_on(event, day):
    """Whether the event lasts into the day; one that ends at midnight does not."""
    return event.starts_at < end_of(day) and event.ends_at > start_of(day)
