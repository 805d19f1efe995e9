"""Presence: each worker stores who has a room open, and tells its pages who is there."""

from django.db.models import Q

from kclub import live
from rooms.directory.models.occupancies import Occupancy

PRESENCE_INTERVAL_SECONDS = 10


@live.state("present", every=PRESENCE_INTERVAL_SECONDS)
def record_presence(open_streams):
    """Refresh `last_active_at` for all open streams at once. Return {channel: who is in that room}."""
    rooms = {name: users for name, users in open_streams.items() if name.startswith("room:")}
    if not rooms:
        return {}
    open_rooms = Q()
    for name, users in rooms.items():
        open_rooms |= Q(room=name.removeprefix("room:"), user__in=users)
    Occupancy.objects.filter(open_rooms).record_activity()
    present = {name: [] for name in rooms}
    keys = (name.removeprefix("room:") for name in rooms)
    for room, username in Occupancy.objects.present_in(keys):
        present[f"room:{room}"].append(username)
    return {name: " ".join(users) for name, users in present.items()}
