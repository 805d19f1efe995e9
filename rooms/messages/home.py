"""The section of unread rooms on the home page."""

from accounts.profile_sections import Section
from clubs.home.sections import home_sections
from rooms.directory.models.direct_names import name_direct_rooms
from rooms.directory.models.occupancies import Occupancy

UNREAD_ROOMS_SHOWN = 3


@home_sections.register(order=10)
def unread_rooms(viewer):
    """Return the section with the rooms in which the viewer has not read the newest message."""
    unread = Occupancy.objects.of(viewer).unread().select_related("room__club")
    newest = unread.order_by("-room__last_message_at", "-room")[: UNREAD_ROOMS_SHOWN + 1]
    rooms = [occupancy.room for occupancy in newest]
    name_direct_rooms(viewer, rooms[:UNREAD_ROOMS_SHOWN])
    context = {"rooms": rooms[:UNREAD_ROOMS_SHOWN], "more": len(rooms) > UNREAD_ROOMS_SHOWN}
    return Section("rooms/messages/_rooms_unread.html", context)
