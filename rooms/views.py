"""Rooms: find one, enter it, talk in it."""

import secrets

from django.contrib import messages as flashes
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from kclub import limits
from kclub.refusals import Refused, TooFast
from kclub.shortcuts import number_in, render_page, see_other, wants_part
from rooms.forms import MessageForm, NameForm, ReadForm, RoomForm
from rooms.models import Message, Occupancy, Room

ROOMS_PER_PAGE = 20
PEOPLE = 50  # as many occupants are named
PAUSES = (10, 30, 60)  # seconds between two looks without JavaScript

# Finding and opening ---------------------------------------------------------------------


@login_required
def rooms(request):
    """The rooms I am in, and those I can enter."""
    return list_page(request, NameForm())


@login_required
def enter_by_name(request):
    """Into the room of that name; a list to choose from where several have it."""
    form = NameForm(request.POST or None)
    if not form.is_valid():
        return list_page(request, form, status=422) if form.is_bound else see_other("rooms:list")
    found = list(Room.objects.named(form.cleaned_data["name"]).with_occupant_count()[:50])
    if len(found) > 1:
        return list_page(request, form, found=found)
    if not found:
        form.add_error("name", _("그런 이름의 방이 없어요. 띄어쓰기 말고 글자를 확인해 주세요."))
        return list_page(request, form, status=404)
    try:
        found[0].admit(request.user)
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return list_page(request, form, status=refusal.status)
    return see_other(found[0])


@login_required
def new(request):
    """Open a room and be its owner."""
    form = RoomForm(request.user, request.POST or None)
    if not form.is_bound:
        return render(request, "rooms/new.html", {"form": form})
    status, refusal = 422, None
    if form.is_valid():
        try:
            limits.hit("room-create", request.user.pk)
            return see_other(Room.open(request.user, **form.cleaned_data))
        except Refused as refused:
            form.add_error(None, str(refused))
            status, refusal = refused.status, refused
    return when(render(request, "rooms/new.html", {"form": form}, status=status), refusal)


# In and out ------------------------------------------------------------------------------


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


# Talking ---------------------------------------------------------------------------------


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


# Loading and showing ---------------------------------------------------------------------


def get_occupancy(user, slug):
    """The user's Occupancy of the room; 404 if there is none, Refused if they are not in it."""
    if occupancy := Occupancy.objects.of(user).with_room().filter(room__slug=slug).first():
        return occupancy
    room = get_object_or_404(Room, slug=slug)
    way_in = (room.get_absolute_url(), _("방으로 가기"))
    raise Refused(_("이 방에 들어와 있어야 할 수 있어요."), next_step=way_in)


def get_message(user, slug, number):
    room = get_occupancy(user, slug).room
    return get_object_or_404(room.messages.with_people(), number=number)


def channel_of(user, slug):
    """The channel of the room; the live layer asks whether the user may listen."""
    return get_object_or_404(Room, slug=slug).channel


def list_page(request, form, found=None, status=200):
    mine = list(Room.objects.for_list_of(request.user).with_occupant_count())
    last = Message.objects.select_related("author").in_bulk([room.last_message_pk for room in mine])
    for room in mine:
        room.last_message = last.get(room.last_message_pk)
    others = Room.objects.open_to(request.user).with_occupant_count().select_related("club")
    context = {
        "form": form,
        "found": found,
        "mine": mine,
        "others": Paginator(others, ROOMS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "rooms/rooms.html", context, status=status)


def room_page(request, occupancy, form, template, status=200):
    before = number_in(request.GET.get("before"))
    shown = occupancy.room.messages.last_page(before)
    unread = [m for m in shown if m.number > occupancy.read_up_to]
    pause = pause_of(request.GET)
    context = {
        "form": form,
        "nonce": form["nonce"].value() or secrets.token_urlsafe(9),
        "message_list": shown,
        "before": before,
        "older_than": shown[0].number if shown and shown[0].number > 1 else None,
        "first_unread": unread[0].number if unread else None,
        "newest": shown[-1].number if shown else 0,
        "pause": pause,
        "pauses": PAUSES,
        "refreshing": pause and "write" not in request.GET and not form.is_bound,
    }
    return render_page(request, template, context | people_of(occupancy), status)


def people_of(occupancy):
    room = occupancy.room
    room.occupant_count = room.occupancies.count()
    return {
        "room": room,
        "occupants": room.occupancies.in_order(occupancy.user)[:PEOPLE],
        "unnamed": max(0, room.occupant_count - PEOPLE),
    }


def when(response, refusal):
    """`response`, which tells after a TooFast how long to wait."""
    if isinstance(refusal, TooFast):
        response["Retry-After"] = str(refusal.retry_after)
    return response


def pause_of(query):
    """The chosen seconds between two looks, or None."""
    pause = number_in(query.get("refresh"))
    return pause if pause in PAUSES else None
