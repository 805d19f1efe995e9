"""Read marks: how far an occupant has read."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from kclub.shortcuts import see_other, wants_partial
from rooms.directory.views.base import get_occupancy
from rooms.messages.forms import ReadMarkForm


@login_required
@require_POST
def read(request, slug):
    """Store that the user has read the messages on their page."""
    occupancy = get_occupancy(request.user, slug)
    form = ReadMarkForm(request.POST)
    if form.is_valid():
        occupancy.mark_read(min(form.cleaned_data["number"], occupancy.room.last_change))
    if wants_partial(request):
        return trigger_client_event(HttpResponse(status=204), "unread-changed", {})
    return see_other(occupancy.room)
