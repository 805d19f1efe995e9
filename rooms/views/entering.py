"""Into a room, inside it, and out again."""

from django.contrib import messages as flashes
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from kclub.refusals import Refused
from kclub.shortcuts import see_other, wants_part
from rooms.forms import MessageForm
from rooms.models import Occupancy, Room
from rooms.views.showing import get_occupancy, people_of, room_page


@login_required
def room(request, slug):
    """One room with its newest messages, or those `?before=` a number; its door to others."""
    occupancy = Occupancy.objects.of(request.user).with_room().filter(room__slug=slug).first()
    if occupancy is None:
        return door(request, slug)
    return room_page(request, occupancy, MessageForm(), "rooms/room.html")


def door(request, slug):
    """A room from outside: the way in, or why there is none."""
    room = get_object_or_404(Room.objects.select_related("club").with_occupant_count(), slug=slug)
    refusal = None
    try:
        room.refuse_at_door(request.user)
    except Refused as refused:
        refusal = refused
    context = {"room": room, "refusal": refusal}
    return render(request, "rooms/door.html", context, status=403 if refusal else 200)


@login_required
def enter(request, slug):
    """Through the door."""
    room = get_object_or_404(Room, slug=slug)
    if request.method == "POST":
        room.admit(request.user)
    return see_other(room)


@login_required
def leave(request, slug):
    """Out of the room; the page has asked whether they are sure."""
    room = get_object_or_404(Room, slug=slug)
    if request.method != "POST":
        return see_other(f"{room.get_absolute_url()}#leave")
    room.leave(request.user)
    flashes.success(request, _("방에서 나왔어요. 다시 들어가면 이야기를 이어서 볼 수 있어요."))
    return see_other("rooms:list")


@login_required
def occupants(request, slug):
    """Who is in the room, for a page where somebody has come or gone."""
    occupancy = get_occupancy(request.user, slug)
    if not wants_part(request):
        return see_other(f"{occupancy.room.get_absolute_url()}#people")
    return render(request, "rooms/room.html#people_now", people_of(occupancy))
