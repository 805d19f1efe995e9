"""Unread notices: events for people on other pages about unread messages in their rooms."""

from datetime import timedelta

from django.utils import timezone

from kclub import live
from rooms.directory.models.occupancies import Occupancy
from rooms.directory.models.rooms import Room

NOTICE_INTERVAL = timedelta(seconds=5)
MAX_TRANSACTION = timedelta(seconds=30)  # how late a message may become visible to others

notified = {}  # (user, room): the first unread message when this worker notified them


@live.every(NOTICE_INTERVAL.seconds)
def notify_unread(open_streams):
    """Notify people of unread messages in a room once, until the first is read or deleted.

    A post costs nothing more, and each call two queries, or one if nobody has posted.
    """
    users = set().union(*open_streams.values())
    unread = {}
    for occupancy in unread_occupancies(users):
        user, room = str(occupancy.user_id), occupancy.room_id
        if user not in open_streams.get(f"room:{room}", ()):
            unread[user, room] = occupancy.first_unread
    new = {user for (user, room), first in unread.items() if notified.get((user, room)) != first}
    notified.update(unread)
    for user, room in [key for key in notified if key[0] not in users]:
        del notified[user, room]
    return [(f"user:{user}", "unread-changed", "") for user in sorted(new)]


def unread_occupancies(users):
    """Return the occupancies of these users in rooms with a recent message, if it is unread."""
    since = timezone.now() - NOTICE_INTERVAL - MAX_TRANSACTION
    rooms = list(Room.objects.filter(last_message_at__gt=since).values_list("pk", flat=True))
    occupancies = Occupancy.objects.filter(room__in=rooms, user__in=users)
    return occupancies.unread().with_first_unread() if rooms else []
