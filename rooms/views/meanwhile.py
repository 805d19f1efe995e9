"""What goes on while a page is open."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kclub import limits, live
from kclub.refusals import Refused
from rooms.views.showing import get_occupancy


@login_required
@require_POST
def typing(request, slug):
    """They are writing something; told to the other pages, unless that is just told."""
    occupancy = get_occupancy(request.user, slug)
    try:
        occupancy.refuse_speech()
        limits.hit("typing", occupancy.pk)
    except Refused:
        return HttpResponse(status=204)
    who = f"{request.user.username} {request.user}"
    live.publish(occupancy.room.channel, who, event="typing")
    return HttpResponse(status=204)
