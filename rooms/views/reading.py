"""Find in a room what was said."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kclub import rate_limits
from kclub.shortcuts import parse_number
from kclub.text.normalization import folded, match_span, normalized
from rooms.views.showing import get_occupancy

SYLLABLES = 2  # as many at least are looked for
FOUND = 20  # a page
AROUND = 24, 60  # letters shown before and after what was found


@login_required
@require_safe
def search(request, slug):
    """The messages that hold `?q=`, the newest first; `before` a number the older ones."""
    occupancy = get_occupancy(request.user, slug)
    words = normalized(request.GET.get("q", ""))[:100]
    context = {"room": occupancy.room, "words": words}
    if words and len(folded(words)) < SYLLABLES:
        context["too_short"] = True
    elif words:
        rate_limits.consume("room-search", request.user.pk)
        said = occupancy.room.messages.heard_by(request.user).saying(words)
        if before := parse_number(request.GET.get("before")):
            said = said.filter(number__lt=before)
        found = list(said.select_related("author").order_by("-number")[: FOUND + 1])
        for message in found:
            message.room, message.hit = occupancy.room, hit_in(message.text, words)
        context["found"] = found[:FOUND]
        context["older_than"] = found[FOUND - 1].number if len(found) > FOUND else None
    return render(request, "rooms/search.html", context)


def hit_in(text, words):
    """(what stands before it, the first `words`, what follows) of `text`, on one line."""
    start, end = match_span(text, words) or (0, 0)
    before, after = AROUND
    head, tail = text[max(0, start - before) : start], text[end : end + after]
    return (
        "…" * (start > before) + " ".join(head.split("\n")),
        text[start:end],
        " ".join(tail.split("\n")) + "…" * (end + after < len(text)),
    )
