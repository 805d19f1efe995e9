"""Template context: what the frame of every page shows of its viewer."""

from django.utils.functional import SimpleLazyObject


def unread_notifications(request):
    """Return the number of unread notifications, counted only by pages that show it."""

    def count():
        if not request.user.is_authenticated:
            return 0
        return request.user.notifications.unread().count()

    return {"unread_notifications": SimpleLazyObject(count)}
