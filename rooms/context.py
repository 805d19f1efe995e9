from django.utils.functional import SimpleLazyObject

from rooms.models import Occupancy


def unread_rooms(request):
    """In how many rooms something waits to be read; asked only by pages that show it."""

    def count():
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return 0
        return Occupancy.objects.filter(user=user).unread().count()

    return {"unread_rooms": SimpleLazyObject(count)}
