"""The names of direct rooms, which are different for each viewer."""

from rooms.directory.models.occupancies import Occupancy

MAX_NAMES_IN_TITLE = 4  # people; the others are only counted


def name_direct_rooms(user, rooms):
    """Name each direct one of `rooms` as the user knows it: by the names of the others."""
    direct = {room.pk: room for room in rooms if room.is_direct}
    if not direct:
        return
    people = {pk: [] for pk in direct}
    others = Occupancy.objects.filter(room__in=direct).exclude(user=user).order_by("pk")
    for pk, name in others.values_list("room", "user__display_name"):
        people[pk].append(name)
    for pk, names in people.items():
        direct[pk].name = direct_room_title(names)


def direct_room_title(names):
    """Return the title of a direct room with these other people in it."""
    left_out = len(names) - MAX_NAMES_IN_TITLE
    return ", ".join(names[:MAX_NAMES_IN_TITLE]) + (f" +{left_out}" if left_out > 0 else "")
