"""Messages to chosen people."""

from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse

from kclub import rate_limits
from kclub.errors import Refused
from kclub.shortcuts import see_other
from kclub.text.normalization import normalized
from rooms.models import Room
from rooms.models.direct import MOST, VERIFIED_ONLY, acquaintances, can_be_written_to_by
from rooms.views.showing import when

SHOWN = 30  # people to choose from


@login_required
def direct(request):
    """Choose with whom to talk: `with` those, and look for others with `q`. POST begins."""
    sent = request.POST if request.method == "POST" else request.GET
    names, words = sent.getlist("with")[:MOST], normalized(sent.get("q", ""))[:50]
    if "find" in request.POST:
        query = urlencode({"with": names, "q": words}, doseq=True)
        return see_other(f"{reverse('rooms:direct')}?{query}")
    if request.method != "POST":
        return choose(request, names, words)
    try:
        rate_limits.consume("direct", request.user.pk)
        others = get_user_model().objects.filter(username__in=names).exclude(pk=request.user.pk)
        return see_other(Room.talk(request.user, others))
    except Refused as refusal:
        return when(choose(request, names, words, refusal), refusal)


def choose(request, names, words, refusal=None):
    request.user.ensure_verified(VERIFIED_ONLY)
    people = can_be_written_to_by(request.user)
    chosen = list(people.filter(username__in=names).order_by("display_name"))
    found = acquaintances(request.user, words).exclude(username__in=names)
    context = {
        "chosen": chosen,
        "found": found[:SHOWN],
        "words": words,
        "refusal": refusal,
        "most": MOST - 1,
    }
    status = refusal.status if refusal else 200
    return render(request, "rooms/direct.html", context, status=status)
