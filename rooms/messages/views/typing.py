"""Typing: the event by which open pages of a room show who is writing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kclub import live, rate_limits
from kclub.errors import Refused
from rooms.directory.views.base import get_occupancy


@login_required
@require_POST
def typing(request, slug):
    """Publish that the user is writing, unless it has just been published."""
    occupancy = get_occupancy(request.user, slug)
    try:
        occupancy.ensure_may_post()
        rate_limits.consume("typing", occupancy.pk)
    except Refused:
        return HttpResponse(status=204)
    writer = f"{request.user.username} {request.user}"
    live.publish(occupancy.room.channel, writer, event="typing")
    return HttpResponse(status=204)
