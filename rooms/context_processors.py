"""Template context: what the frame of every page shows of the viewer's rooms."""

from django.utils.functional import SimpleLazyObject

from rooms.models import Occupancy


def unread_rooms(request):
    """Return the number of rooms with unread messages, counted only by pages that show it."""

    def count():
        return Occupancy.objects.of(request.user).unread().count()

    return {"unread_rooms": SimpleLazyObject(count)}
