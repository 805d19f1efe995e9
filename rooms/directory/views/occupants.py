"""The occupants of a room: beside its messages, and on a page of their own."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kclub.errors import RateLimited, Refused
from kclub.shortcuts import render_page, see_other, wants_partial
from rooms.directory.models.direct_names import direct_room_title
from rooms.directory.models.ranks import Rank
from rooms.directory.views.base import get_occupancy

MAX_LISTED_OCCUPANTS = 50  # beside the messages
OCCUPANTS_PER_PAGE = 50


@login_required
@require_safe
def people(request, slug):
    """Show the people beside the messages, for an open page on which they have changed."""
    occupancy = get_occupancy(request.user, slug)
    if not wants_partial(request):
        return see_other(f"{occupancy.room.get_absolute_url()}#people")
    return render(request, "rooms/directory/_occupants.html#changed", occupants_context(occupancy))


@login_required
@require_safe
def occupants(request, slug):
    """List everybody in the room; owner and moderators find a link to each of them."""
    occupancy = get_occupancy(request.user, slug)
    query = request.GET.get("q", "").strip()[:50]
    found = occupancy.room.occupancies.ranked().named(query)
    page = Paginator(found, OCCUPANTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "room": occupancy.room,
        "occupancy": occupancy,
        "page": page,
        "query": query,
        "Rank": Rank,
    }
    return render_page(request, "rooms/directory/occupants.html#occupants", context)


def occupants_context(occupancy):
    """Return the template context of the room's occupants, for the user of `occupancy`."""
    room = occupancy.room
    user = occupancy.user
    people = room.occupancies.with_presence_counts(user).in_display_order(user)
    occupants = list(people[:MAX_LISTED_OCCUPANTS])
    room.occupant_count = occupants[0].total if occupants else 0
    if room.is_direct:
        others = [other for other in occupants if other.pk != occupancy.pk]
        others.sort(key=lambda other: other.pk)
        room.name = direct_room_title([str(other.user) for other in others])
    return {
        "room": room,
        "occupancy": occupancy,
        "posting_refusal": posting_refusal_of(occupancy),
        "present_count": occupants[0].present if occupants else 0,
        "occupants": occupants,
        "unlisted_count": max(0, room.occupant_count - MAX_LISTED_OCCUPANTS),
    }


def posting_refusal_of(occupancy):
    """Return the Refused that posting would raise, to show it beforehand; None if it is only slow."""
    try:
        occupancy.ensure_may_post()
    except RateLimited:
        return None
    except Refused as refusal:
        return refusal
