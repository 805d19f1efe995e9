"""The week of a place: its days, and the spans of each day that are booked or free."""

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.utils import timezone

from clubs.events.moments import end_of, start_of
from clubs.places.models.places import clock_text


class Span(NamedTuple):
    """A time of a day between two changes: its bookings, and how many units are free."""

    starts_at: object
    ends_at: object
    bookings: list
    free: int

    @property
    def is_past(self):
        return self.starts_at <= timezone.now()

    @property
    def clock_text(self):
        """When it is: 10:00–12:00."""
        return clock_text(timezone.localtime(self.starts_at), timezone.localtime(self.ends_at))

    @property
    def query(self):
        """What the form to book is filled in with."""
        return f"{timezone.localtime(self.starts_at):day=%Y-%m-%d&begins=%H:%M}"


class Day(NamedTuple):
    """A day of the week with its Spans, of which a day on which the place is closed has none."""

    date: date
    spans: list

    @property
    def is_today(self):
        return self.date == timezone.localdate()


class Week:
    """Seven days of a place from a Monday on, by one query."""

    def __init__(self, place, day):
        self.place = place
        self.begins_on = day - timedelta(days=day.weekday())
        self.before = self.begins_on - timedelta(days=7)
        self.after = self.begins_on + timedelta(days=7)

    def days(self):
        """Return the seven Days."""
        days = [self.begins_on + timedelta(days=n) for n in range(7)]
        bookings = self.place.bookings.live().between(start_of(days[0]), end_of(days[-1]))
        bookings = list(bookings.select_related("club"))
        return [Day(day, spans_of(self.place, day, bookings)) for day in days]


def spans_of(place, day, bookings):
    """Return the Spans of a date from opening to closing time."""
    hours = place.hours_on(day)
    if hours is None:
        return []
    opens, closes = hours
    edges = {moment for each in bookings for moment in (each.starts_at, each.ends_at)}
    edges = sorted({opens, closes, *(edge for edge in edges if opens < edge < closes)})
    spans = []
    for starts_at, ends_at in pairwise(edges):
        here = [each for each in bookings if each.starts_at < ends_at and each.ends_at > starts_at]
        spans.append(Span(starts_at, ends_at, here, place.units - sum(e.units for e in here)))
    return spans
