"""Rooms: entering and leaving one."""

from django.contrib import messages as flashes
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from kclub.errors import Gone, RateLimited, Refused, with_retry_after
from kclub.shortcuts import see_other
from rooms.directory.forms.entry import EntryForm
from rooms.directory.models.entry import Barred, WrongPassword
from rooms.directory.models.rooms import Room
from rooms.directory.views.base import get_known_room


@login_required
@sensitive_post_parameters("password")
def enter(request, slug):
    """Enter the room, with the password if it asks for one."""
    room = get_known_room(request.user, slug)
    if request.method != "POST":
        return see_other(room)
    form = EntryForm(request.POST)
    if room.asks_password and not form.is_valid() and not room.is_occupied_by(request.user):
        return render_entry(request, room, form)
    try:
        room.admit(request.user, form.data.get("password", ""))
    except (WrongPassword, RateLimited) as refusal:
        form.add_error("password", str(refusal))
        response = render_entry(request, room, form, status=refusal.status)
        return with_retry_after(response, refusal)
    return see_other(room)


def render_entry(request, room, form=None, invite=None, status=422):
    """Show a room from outside: the form to enter it, or the reason why the user may not.

    Raises Barred for banned people and Gone for a closed room, of which nothing is shown.
    """
    refusal = None
    try:
        room.ensure_may_enter(request.user, invite)
    except (Barred, Gone):
        raise
    except Refused as refused:
        refusal = refused
    context = {"room": room, "refusal": refusal, "invite": invite, "form": form or EntryForm()}
    status = refusal.status if refusal else status if form else 200
    return render(request, "rooms/directory/entry.html", context, status=status)


@login_required
def leave(request, slug):
    """Leave the room; its page has asked for confirmation."""
    room = get_object_or_404(Room.objects.known_to(request.user), slug=slug)
    if request.method != "POST":
        return see_other(f"{room.get_absolute_url()}#leave")
    if room.leave(request.user):
        flashes.success(request, _("방에서 나왔어요. 다시 들어가면 이야기를 이어서 볼 수 있어요."))
    else:
        flashes.info(request, _("이 방에 있지 않아서 바뀐 것이 없어요."))
    return see_other("rooms:rooms")
