"""Slots for tests."""

from datetime import time

from clubs.models import Slot
from tests.factories import make_staff

WEDNESDAY = 2


def grant_slot(place, club, begins=18, ends=20, weekday=WEDNESDAY, by=None, **more):
    """Grant the club the hours of every week that is left in the term. Returns the Slot."""
    fields = {"purpose": "매주 연습", "weekday": weekday} | more
    hours = {"begins": time(begins), "ends": time(ends)}
    return Slot.objects.grant(place, club, by or make_staff(), **hours, **fields)
