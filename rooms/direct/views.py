"""Direct rooms: choose the people to talk to."""

from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse

from kclub import rate_limits
from kclub.errors import Refused, with_retry_after
from kclub.shortcuts import search_text, see_other
from rooms.direct.people import acquaintances, reachable_by
from rooms.direct.room import MAX_PEOPLE, VERIFIED_ONLY
from rooms.directory.models.rooms import Room

MAX_LISTED_PEOPLE = 30  # to choose from


@login_required
def direct(request):
    """Choose the people of a direct room: `with` are chosen ones, `q` finds others; POST opens it."""
    data = request.POST if request.method == "POST" else request.GET
    names = data.getlist("with")[:MAX_PEOPLE]
    query = search_text(data)
    if "find" in request.POST:
        parameters = urlencode({"with": names, "q": query}, doseq=True)
        return see_other(f"{reverse('rooms:direct')}?{parameters}")
    if request.method != "POST":
        return render_choice(request, names, query)
    try:
        rate_limits.consume("direct", request.user.pk)
        others = get_user_model().objects.filter(username__in=names).exclude(pk=request.user.pk)
        return see_other(Room.open_direct(request.user, others))
    except Refused as refusal:
        return with_retry_after(render_choice(request, names, query, refusal), refusal)


def render_choice(request, names, query, refusal=None):
    """Render the page with the people chosen by username, and those `query` finds."""
    request.user.ensure_verified(VERIFIED_ONLY)
    people = reachable_by(request.user)
    chosen = list(people.filter(username__in=names).order_by("display_name"))
    found = acquaintances(request.user, query).exclude(username__in=names)
    context = {
        "chosen": chosen,
        "found": found[:MAX_LISTED_PEOPLE],
        "query": query,
        "refusal": refusal,
        "max_others": MAX_PEOPLE - 1,
    }
    status = refusal.status if refusal else 200
    return render(request, "rooms/direct/direct.html", context, status=status)
