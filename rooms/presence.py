"""Who is here, and who has something to read elsewhere: told by each worker's rounds."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from kclub import live
from rooms.models import Occupancy, Room

ROUND = 10  # seconds between looking who is here
NEWS = 5  # and what has been said where they are not
OVERLAP = timedelta(seconds=30)  # as long a transaction may take to be seen

told_present = {}  # room's channel: whom this worker last told to be there
told_unread = {}  # (user, room): how far they had read when they were told


@live.every(ROUND)
def tell_who_is_here(here):
    """Refresh `last_active_at` for all open streams at once; tell the rooms where it changed."""
    rooms = {name: users for name, users in here.items() if name.startswith("room:")}
    if not rooms:
        return []
    theirs = Q()
    for name, users in rooms.items():
        theirs |= Q(room=name.removeprefix("room:"), user__in=users)
    Occupancy.objects.filter(theirs).touch()
    present = {name: [] for name in rooms}
    for room, username in Occupancy.objects.here_in(name.removeprefix("room:") for name in rooms):
        present[f"room:{room}"].append(username)
    changed = {name: who for name, who in present.items() if told_present.get(name) != who}
    told_present.clear()
    told_present.update(present)
    return [(name, "present", " ".join(who)) for name, who in changed.items()]


@live.every(NEWS)
def tell_unread(here):
    """Tell who is elsewhere that a room of theirs has something to read: once, until they read it.

    A message costs nothing for it, and a round two queries, or one when nobody has spoken.
    """
    lately = timezone.now() - timedelta(seconds=NEWS) - OVERLAP
    stirred = list(Room.objects.filter(last_message_at__gt=lately).values_list("pk", flat=True))
    users = set().union(*here.values())
    waiting = Occupancy.objects.filter(room__in=stirred, user__in=users).unread() if stirred else []
    news = {}
    for occupancy in waiting:
        user, room = str(occupancy.user_id), occupancy.room_id
        if user not in here.get(f"room:{room}", ()):
            news[user, room] = occupancy.read_up_to
    fresh = {user for (user, room), read in news.items() if told_unread.get((user, room)) != read}
    told_unread.update(news)
    for user, room in [key for key in told_unread if key[0] not in users]:
        del told_unread[user, room]
    return [(f"user:{user}", "unread-changed", "") for user in sorted(fresh)]
