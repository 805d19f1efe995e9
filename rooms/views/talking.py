"""Say something in a room, read it, take it back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from kclub import limits
from kclub.refusals import Refused
from kclub.shortcuts import render_page, see_other, wants_part
from rooms.forms import MessageForm, ReadForm
from rooms.views.showing import get_message, get_occupancy, pause_of, room_page, when


@login_required
def messages(request, slug):
    """The messages `?before=` a number; POST says something."""
    occupancy = get_occupancy(request.user, slug)
    if request.method != "POST":
        return room_page(request, occupancy, MessageForm(), "rooms/room.html#history")
    form = MessageForm(request.POST)
    status, refusal = 422, None
    if form.is_valid():
        try:
            return said(request, say(occupancy, **form.cleaned_data))
        except Refused as refused:
            form.add_error("text", str(refused))
            status, refusal = refused.status, refused
    return when(room_page(request, occupancy, form, "rooms/room.html#unsaid", status), refusal)


def say(occupancy, text, nonce):
    limits.hit("message-burst", occupancy.user_id, occupancy.room_id)
    limits.hit("message", occupancy.user_id, occupancy.room_id)
    return occupancy.room.post(occupancy.user, text, nonce)


def said(request, message):
    if wants_part(request):
        return render(request, "rooms/room.html#posted", {"message": message})
    pause = pause_of(request.POST)
    query = f"?refresh={pause}" if pause else ""
    return see_other(f"{message.room.get_absolute_url()}{query}#m{message.number}")


@login_required
@require_POST
def read(request, slug):
    """What is on their page has been read."""
    occupancy = get_occupancy(request.user, slug)
    form = ReadForm(request.POST)
    if form.is_valid():
        occupancy.read(min(form.cleaned_data["number"], occupancy.room.last_change))
    if wants_part(request):
        return trigger_client_event(HttpResponse(status=204), "unread-changed", {})
    return see_other(occupancy.room)


@login_required
def message(request, slug, number):
    """One message and what the viewer may do with it: the menu of the chat page."""
    message = get_message(request.user, slug, number)
    context = {"message": message, "may_delete": message.may_delete(request.user)}
    return render_page(request, "rooms/message.html#menu", context)


@login_required
def delete(request, slug, number):
    """Take one's own message away, or anybody's in one's own room."""
    message = get_message(request.user, slug, number)
    if request.method != "POST":
        return see_other("rooms:message", slug, number)
    message.delete_by(request.user)
    if wants_part(request):
        return HttpResponse(message.html(known=True))
    return see_other(message)
