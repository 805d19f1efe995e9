"""Template context of every page about its viewer; queries only where a template uses it."""

from django.utils.functional import SimpleLazyObject

COUNTED = 100  # a badge says 99+ of more, and costs the same


def unread_notifications(request):
    """Return the number of unread notifications, at most 100; only pages that show it count it."""

    def count():
        if not request.user.is_authenticated:
            return 0
        return request.user.notifications.unread().order_by()[:COUNTED].count()

    return {"unread_notifications": SimpleLazyObject(count)}


def blocked_people(request):
    """Return the keys of the users the viewer has blocked, whose posts and comments pages fold."""

    def keys():
        if not request.user.is_authenticated:
            return frozenset()
        return frozenset(request.user.blocks.values_list("blocked", flat=True))

    return {"blocked_people": SimpleLazyObject(keys)}
