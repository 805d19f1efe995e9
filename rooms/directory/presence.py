"""Presence: each worker stores who has a room open, and publishes it where it has changed."""

from django.db.models import Q

from kclub import live
from rooms.directory.models.occupancies import Occupancy

PRESENCE_INTERVAL_SECONDS = 10

announced = {}  # channel of a room: the usernames this worker last published there


@live.every(PRESENCE_INTERVAL_SECONDS)
def announce_presence(open_streams):
    """Refresh `last_active_at` for all open streams at once. Return an event for each changed room."""
    rooms = {name: users for name, users in open_streams.items() if name.startswith("room:")}
    if not rooms:
        return []
    open_rooms = Q()
    for name, users in rooms.items():
        open_rooms |= Q(room=name.removeprefix("room:"), user__in=users)
    Occupancy.objects.filter(open_rooms).record_activity()
    present = {name: [] for name in rooms}
    keys = (name.removeprefix("room:") for name in rooms)
    for room, username in Occupancy.objects.present_in(keys):
        present[f"room:{room}"].append(username)
    changed = {name: users for name, users in present.items() if announced.get(name) != users}
    announced.clear()
    announced.update(present)
    return [(name, "present", " ".join(users)) for name, users in changed.items()]
