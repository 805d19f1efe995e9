"""Into a room, inside it, and out again."""

from django.contrib import messages as flashes
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from kclub.errors import Gone, RateLimited, Refused
from kclub.shortcuts import see_other, wants_partial
from rooms.forms import DoorForm, MessageForm
from rooms.models import Barred, Occupancy, Room, WrongPassword
from rooms.views.showing import (
    get_known_room,
    get_occupancy,
    people_of,
    room_page,
    when,
)


@login_required
@require_safe
def room(request, slug):
    """One room with its newest messages, or those `?before=` a number; its door to others."""
    occupancy = Occupancy.find(slug, request.user)
    if occupancy is None:
        return door(request, get_known_room(request.user, slug))
    return room_page(request, occupancy, MessageForm(), "rooms/room.html")


@login_required
@sensitive_post_parameters("password")
def enter(request, slug):
    """Through the door, with the password if it asks for one."""
    room = get_known_room(request.user, slug)
    if request.method != "POST":
        return see_other(room)
    form = DoorForm(request.POST)
    if room.asks_password and not form.is_valid() and not room.is_occupied_by(request.user):
        return door(request, room, form)
    try:
        room.admit(request.user, form.data.get("password", ""))
    except (WrongPassword, RateLimited) as refusal:
        form.add_error("password", str(refusal))
        return when(door(request, room, form, status=refusal.status), refusal)
    return see_other(room)


def door(request, room, form=None, invite=None, status=422):
    """A room from outside: the way in, with what was wrong with it, or why there is none.

    Who is banned, or comes after its end, is shown nothing of the room (Barred, Gone).
    """
    refusal = None
    try:
        room.ensure_may_enter(request.user, invite)
    except (Barred, Gone):
        raise
    except Refused as refused:
        refusal = refused
    context = {"room": room, "refusal": refusal, "invite": invite, "form": form or DoorForm()}
    status = refusal.status if refusal else status if form else 200
    return render(request, "rooms/door.html", context, status=status)


@login_required
def leave(request, slug):
    """Out of the room; the page has asked whether they are sure."""
    room = get_object_or_404(Room.objects.known_to(request.user), slug=slug)
    if request.method != "POST":
        return see_other(f"{room.get_absolute_url()}#leave")
    room.leave(request.user)
    flashes.success(request, _("방에서 나왔어요. 다시 들어가면 이야기를 이어서 볼 수 있어요."))
    return see_other("rooms:list")


@login_required
@require_safe
def people(request, slug):
    """Who is in the room, for a page where somebody has come or gone."""
    occupancy = get_occupancy(request.user, slug)
    if not wants_partial(request):
        return see_other(f"{occupancy.room.get_absolute_url()}#people")
    return render(request, "rooms/room.html#people_now", people_of(occupancy))
