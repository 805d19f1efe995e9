"""Context processors of clubs. They query the database only when a template uses the value."""

from django.utils.functional import SimpleLazyObject

from clubs.directory.models import Club
from clubs.union import todo


def my_clubs(request):
    """Add `my_clubs`, the open clubs the viewer belongs to, for the frame of every page."""

    def clubs_of_viewer():
        return Club.objects.open().of(request.user).by_name()

    return {"my_clubs": SimpleLazyObject(clubs_of_viewer)}


def union_todo(request):
    """Add `union_todo`, the numbers of what waits for the union, for the tabs of its pages."""
    return {"union_todo": SimpleLazyObject(lambda: todo.union_todo(request.user))}
