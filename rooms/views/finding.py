"""Find a room or open one."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from kclub import rate_limits
from kclub.errors import Refused
from kclub.shortcuts import see_other, wants_partial
from rooms.forms import NameForm, RoomForm
from rooms.models import Message, Room
from rooms.models.direct import name_for
from rooms.views.showing import when

ROOMS_PER_PAGE = 20


@login_required
@require_safe
def rooms(request):
    """The rooms I am in, and those I can enter; to an open page the former as they are now."""
    if wants_partial(request):
        return render(request, "rooms/rooms.html#mine", {"mine": mine_of(request.user)})
    return list_page(request, NameForm())


@login_required
def enter_by_name(request):
    """Into the room of that name; a list to choose from where several have it."""
    form = NameForm(request.POST or None)
    if not form.is_valid():
        return list_page(request, form, status=422) if form.is_bound else see_other("rooms:list")
    known = Room.objects.known_to(request.user).running()
    found = list(known.named(form.cleaned_data["name"]).with_occupant_count()[:50])
    if len(found) > 1:
        return list_page(request, form, found=found)
    if not found:
        form.add_error("name", _("그런 이름의 방이 없어요. 띄어쓰기 말고 글자를 확인해 주세요."))
        return list_page(request, form, status=404)
    if found[0].asks_password:
        return see_other(found[0])  # its door asks, or knows them
    try:
        found[0].admit(request.user)
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return list_page(request, form, status=refusal.status)
    return see_other(found[0])


@login_required
@sensitive_post_parameters("password")
def new(request):
    """Open a room and be its owner."""
    form = RoomForm(request.user, request.POST or None)
    if not form.is_bound:
        return render(request, "rooms/new.html", {"form": form})
    status, refusal = 422, None
    if form.is_valid():
        try:
            rate_limits.consume("room-create", request.user.pk)
            return see_other(Room.open(request.user, **form.cleaned_data))
        except Refused as refused:
            form.add_error(None, str(refused))
            status, refusal = refused.status, refused
    return when(render(request, "rooms/new.html", {"form": form}, status=status), refusal)


def mine_of(user):
    """The user's rooms, unread ones first, each with its `last_message`, folded away or not."""
    mine = list(Room.objects.for_list_of(user).with_occupant_count())
    name_for(user, mine)
    last = Message.objects.select_related("author").in_bulk([room.last_message_pk for room in mine])
    blocked = set(user.blocks.values_list("blocked", flat=True))
    for room in mine:
        room.last_message = last.get(room.last_message_pk)
        room.is_folded = room.last_message and room.last_message.author_id in blocked
    return mine


def list_page(request, form, found=None, status=200):
    others = Room.objects.open_to(request.user).with_occupant_count().select_related("club")
    context = {
        "form": form,
        "found": found,
        "mine": mine_of(request.user),
        "others": Paginator(others, ROOMS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "rooms/rooms.html", context, status=status)
