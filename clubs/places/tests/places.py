"""Places and bookings for tests."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from clubs.models import Booking, Place
from tests.factories import number


def make_place(**fields):
    """Make a room that is open all week from 9 to 22 o'clock. Returns the Place."""
    name = fields.pop("name", f"연습실 {next(number)}")
    return Place.objects.create(name=name, **fields)


def at(hour, minute=0, days=1):
    """Return the moment of a time so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def book(place, club, begins=10, ends=12, by=None, days=1, **more):
    """Book the place for the club from one hour of tomorrow to another. Returns the Booking."""
    fields = {"purpose": "정기 연습"} | more
    times = (at(begins, days=days), at(ends, days=days))
    return Booking.objects.book(place, club, by or club.president, *times, **fields)


def begun(booking):
    """Return the booking as if it had begun an hour ago."""
    now = timezone.now()
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(minutes=1)}
    Booking.objects.filter(pk=booking.pk).update(**times)
    booking.refresh_from_db()
    return booking
