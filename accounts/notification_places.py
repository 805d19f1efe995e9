"""Places a user may hear less of, which other apps register: clubs, and what comes later.

@notification_places.register(order=10)
def clubs(user):
    return [Place(club.subject_key, club.shown_name) for club in …]
"""

from typing import NamedTuple

from kclub.registry import Registry

notification_places = Registry()  # f(user): the Places the user hears of


class Place(NamedTuple):
    """A club or room: its subject key, and its name in the reader's language."""

    key: str
    name: str
