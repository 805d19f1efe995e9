"""The emblem beside notifications that lead to rooms: of the room's club, or a speech bubble."""

from accounts.notification_groups import groups_by_slug, notification_targets
from rooms.directory.models.rooms import Room


@notification_targets.register(order=20)
def add_rooms(groups):
    """Set the club or the icon of the groups that lead to a room."""
    by_slug = groups_by_slug(groups, "rooms")
    for each in by_slug.values():
        for group in each:
            group.icon = "message-circle"
    rooms = Room.objects.filter(slug__in=by_slug, club__isnull=False).select_related("club")
    for room in rooms if by_slug else []:
        for group in by_slug[room.slug]:
            group.club = room.club
