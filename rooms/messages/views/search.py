"""Search in the messages of a room."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kclub import rate_limits
from kclub.shortcuts import parse_number
from rooms.directory.views.base import get_occupancy
from rooms.messages.search_form import RoomSearchForm
from rooms.messages.search_section import found_text

RESULTS_PER_PAGE = 20


@login_required
@require_safe
def search(request, slug):
    """Show the messages that contain `?q=`, or are by somebody or of some days, the newest first.

    `before` a number are the older ones.
    """
    form = RoomSearchForm(request.GET, get_occupancy(request.user, slug))
    context = {"room": form.occupancy.room, "form": form}
    if form.asks_for_something:
        rate_limits.consume("room-search", request.user.pk)
        context |= results_of(form, parse_number(request.GET.get("before")))
    return render(request, "rooms/messages/search.html", context)


def results_of(form, before):
    """Return {"results": messages, "older_than": number for `?before=` of the next page or None}."""
    first_after = before and form.occupancy.room.messages.filter(number__gte=before).first()
    newest = form.messages().newest_first(first_after.pk if first_after else None)
    newest = newest.select_related("author", "file")
    results = list(newest[: RESULTS_PER_PAGE + 1])
    for message in results:
        message.room, message.found_text = form.occupancy.room, found_text(message, form.words)
    has_older = len(results) > RESULTS_PER_PAGE
    older_than = results[RESULTS_PER_PAGE - 1].number if has_older else None
    return {"results": results[:RESULTS_PER_PAGE], "older_than": older_than}
