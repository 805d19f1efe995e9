from django.utils.functional import SimpleLazyObject

from rooms.models import Occupancy


def unread_rooms(request):
    """In how many rooms something waits to be read; asked only by pages that show it."""

    def count():
        return Occupancy.objects.of(request.user).unread().count()

    return {"unread_rooms": SimpleLazyObject(count)}
