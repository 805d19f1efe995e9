"""What pages show of clubs beside what their views say; the database is asked when it is shown."""

from django.utils.functional import SimpleLazyObject

from clubs.directory.models import Club
from clubs.union import todo


def my_clubs(request):
    """The clubs of the viewer, in the frame of every page."""

    def of_viewer():
        return Club.objects.open().of(request.user).by_name()

    return {"my_clubs": SimpleLazyObject(of_viewer)}


def union_todo(request):
    """What waits for the union, in the tabs of its pages."""
    return {"union_todo": SimpleLazyObject(lambda: todo.union_todo(request.user))}
