"""Typing: tell the room's open pages who is writing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kclub import live, rate_limits
from kclub.errors import Refused
from rooms.directory.views.base import get_occupancy


@login_required
@require_POST
def typing(request, slug):
    """Tell the other pages that the user is writing, unless they have just been told."""
    occupancy = get_occupancy(request.user, slug)
    try:
        occupancy.ensure_may_post()
        rate_limits.consume("typing", occupancy.pk)
    except Refused:
        return HttpResponse(status=204)
    who = f"{request.user.username} {request.user}"
    live.publish(occupancy.room.channel, who, event="typing")
    return HttpResponse(status=204)
