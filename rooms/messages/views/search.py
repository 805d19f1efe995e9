"""Search in the messages of a room."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kclub import rate_limits
from kclub.shortcuts import parse_number, search_text
from kclub.text.normalization import folded, match_span
from rooms.directory.views.base import get_occupancy

MIN_SYLLABLES = 2  # in a query
RESULTS_PER_PAGE = 20
LETTERS_BEFORE, LETTERS_AFTER = 24, 60  # shown around a match


@login_required
@require_safe
def search(request, slug):
    """Show the messages that contain `?q=`, the newest first; `before` a number the older ones."""
    occupancy = get_occupancy(request.user, slug)
    query = search_text(request.GET)
    context = {"room": occupancy.room, "query": query}
    if query and len(folded(query)) < MIN_SYLLABLES:
        context["too_short"] = True
    elif query:
        rate_limits.consume("room-search", request.user.pk)
        before = parse_number(request.GET.get("before"))
        context |= results_of(occupancy, query, before)
    return render(request, "rooms/messages/search.html", context)


def results_of(occupancy, query, before):
    """Return {"results": messages, "older_than": number for `?before=` of the next page or None}."""
    room = occupancy.room
    messages = room.messages.not_blocked_by(occupancy.user).containing(query)
    if before:
        messages = messages.filter(number__lt=before)
    newest = messages.select_related("author", "file").order_by("-number")
    results = list(newest[: RESULTS_PER_PAGE + 1])
    for message in results:
        message.room, message.match = room, match_in(found_text(message, query), query)
    has_older = len(results) > RESULTS_PER_PAGE
    older_than = results[RESULTS_PER_PAGE - 1].number if has_older else None
    return {"results": results[:RESULTS_PER_PAGE], "older_than": older_than}


def found_text(message, query):
    """Return what of the message contains the query: its text, or the name of its file."""
    is_name = message.has_file and folded(query) not in folded(message.text)
    return message.file.name if is_name else message.text


def match_in(text, query):
    """Return (text before, the first match, text after it) on one line, shortened."""
    start, end = match_span(text, query) or (0, 0)
    head, tail = text[max(0, start - LETTERS_BEFORE) : start], text[end : end + LETTERS_AFTER]
    return (
        "…" * (start > LETTERS_BEFORE) + " ".join(head.split("\n")),
        text[start:end],
        " ".join(tail.split("\n")) + "…" * (end + LETTERS_AFTER < len(text)),
    )
