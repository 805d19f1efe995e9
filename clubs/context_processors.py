"""Context processors of clubs. They query the database only when a template uses the value."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from clubs.dashboard.todo import clubs_with_todo
from clubs.union.todo import union_todo as count_union_todo


def my_clubs(request):
    """Add the viewer's clubs for the frame of every page, all of them by one query.

    `my_clubs` are the open clubs they belong to, `todo_clubs` those of them that they run or are
    to preside, as `clubs_with_todo` returns them, `officer_todo` is the number of what waits in
    the latter, and `todo_url` the page of the only one, or the page that lists them.
    """
    clubs = SimpleLazyObject(lambda: clubs_with_todo(request.user))
    with_todo = SimpleLazyObject(
        lambda: [club for club in clubs if club.is_run_by_viewer or club.is_offered]
    )
    count = SimpleLazyObject(lambda: sum(club.todo_count for club in with_todo))
    url = SimpleLazyObject(lambda: url_of_todo(with_todo))
    return {"my_clubs": clubs, "todo_clubs": with_todo, "officer_todo": count, "todo_url": url}


def url_of_todo(clubs):
    return clubs[0].todo_url if len(clubs) == 1 else reverse("todo")


def union_todo(request):
    """Add `union_todo`, the numbers of what waits for the union, for the frame of its members."""
    return {"union_todo": SimpleLazyObject(lambda: count_union_todo(request.user))}
