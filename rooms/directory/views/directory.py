"""The directory of rooms: find a room, or open one."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from kclub import rate_limits
from kclub.errors import Refused, with_retry_after
from kclub.shortcuts import see_other, wants_partial
from rooms.directory.forms.rooms import NameForm, RoomForm
from rooms.directory.models.direct_names import name_direct_rooms
from rooms.directory.models.rooms import Room

ROOMS_PER_PAGE = 20
MAX_ROOMS_OF_ONE_NAME = 50


@login_required
@require_safe
def rooms(request):
    """Show the user's rooms and those they can enter; an htmx swap gets only the former.

    `?beside=` the slug of an open room they are links for the column at its side.
    """
    if wants_partial(request):
        beside = request.GET.get("beside")
        part = "_room_links.html#links" if beside else "_my_rooms.html#rooms"
        context = {"my_rooms": rooms_of(request.user), "beside": beside}
        return render(request, f"rooms/directory/{part}", context)
    return render_directory(request, NameForm())


@login_required
def enter_by_name(request):
    """Enter the room of that name; where several have it, show a list to choose from."""
    form = NameForm(request.POST or None)
    if not form.is_valid():
        if form.is_bound:
            return render_directory(request, form, status=422)
        return see_other("rooms:rooms")
    rooms = Room.objects.known_to(request.user).running().called(form.cleaned_data["name"])
    found = list(rooms.select_related("club").with_occupant_count()[:MAX_ROOMS_OF_ONE_NAME])
    if len(found) > 1:
        return render_directory(request, form, found=found)
    if not found:
        form.add_error("name", _("그런 이름의 방이 없어요. 띄어쓰기 말고 글자를 확인해 주세요."))
        return render_directory(request, form, status=404)
    return enter_found(request, form, found[0])


def enter_found(request, form, room):
    """Enter the room; a refusal stands beside the name in the form."""
    if room.asks_password:
        return see_other(room)  # the room's page asks for the password, but not its occupants
    try:
        room.admit(request.user)
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return render_directory(request, form, status=refusal.status)
    return see_other(room)


@login_required
@sensitive_post_parameters("password")
def new(request):
    """Open a room and be its owner."""
    form = RoomForm(request.user, request.POST or None)
    if not form.is_bound:
        return render(request, "rooms/directory/room_form.html", {"form": form})
    status, refusal = 422, None
    if form.is_valid():
        try:
            rate_limits.consume("room-create", request.user.pk)
            return see_other(Room.open(request.user, **form.cleaned_data))
        except Refused as refused:
            form.add_error(None, str(refused))
            status, refusal = refused.status, refused
    response = render(request, "rooms/directory/room_form.html", {"form": form}, status=status)
    return with_retry_after(response, refusal)


def rooms_of(user):
    """Return the user's rooms, unread ones first, with `last_message` and `is_folded`.

    `is_folded` says that the user has blocked the author of the last message.
    """
    my_rooms = list(Room.objects.for_list_of(user).select_related("club").with_occupant_count())
    name_direct_rooms(user, my_rooms)
    messages = Room.last_messages_of(my_rooms)
    blocked = set(user.blocks.values_list("blocked", flat=True))
    for room in my_rooms:
        room.last_message = messages.get(room.last_message_pk)
        room.is_folded = room.last_message and room.last_message.author_id in blocked
    return my_rooms


def render_directory(request, form, found=None, status=200):
    """Render the page of rooms; `found` are several rooms of one name to choose from."""
    others = Room.objects.open_to(request.user).with_occupant_count().select_related("club")
    context = {
        "form": form,
        "found": found,
        "my_rooms": rooms_of(request.user),
        "others": Paginator(others, ROOMS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "rooms/directory/rooms.html", context, status=status)
