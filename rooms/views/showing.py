"""Load a room for who is in it, and show it: what the views of rooms share."""

import secrets

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from kclub.db.compiled_queries import Given, Select
from kclub.errors import RateLimited, Refused
from kclub.shortcuts import parse_number, render_page, wants_partial
from rooms.models import Occupancy, Room
from rooms.models.direct import name_for, title_of
from rooms.models.pages import page_of

PEOPLE = 50  # as many occupants are named
PAUSES = (10, 30, 60)  # seconds between two looks without JavaScript

AT = Select(lambda: Room.objects.filter(slug=Given("slug", models.CharField())))


def get_occupancy(user, slug):
    """The user's Occupancy of the room; 404 if there is none, Refused if they are not in it."""
    if occupancy := Occupancy.find(slug, user):
        name_for(user, [occupancy.room])
        return occupancy
    room = get_known_room(user, slug)
    way_in = (room.get_absolute_url(), _("방으로 가기"))
    raise Refused(_("이 방에 들어와 있어야 할 수 있어요."), next_step=way_in)


def get_known_room(user, slug):
    """The room; 404 if there is none, or none the user may know of."""
    rooms = Room.objects.known_to(user).select_related("club").with_occupant_count()
    return get_object_or_404(rooms, slug=slug)


def get_message(user, slug, number):
    room = get_occupancy(user, slug).room
    message = get_object_or_404(room.messages.in_full(), number=number)
    message.room = room
    return message


def channel_of(user, slug):
    """The channel of the room; the live layer asks whether the user may listen."""
    room = AT.first(slug=slug)
    secret = room is not None and room.kind in Room.SECRET
    if room is None or (secret and not Room.objects.known_to(user).filter(pk=room.pk).exists()):
        raise Http404
    return room.channel


def room_page(request, occupancy, form, template, status=200):
    """The room as it is now, or at the moment that `before`, `after` or `at` in the query name."""
    asked = {name: parse_number(request.GET.get(name)) for name in ["before", "after", "at"]}
    page = page_of(occupancy.room.messages.in_full(), **asked)
    if wants_partial(request):  # what lies on its other side is there already
        page.has_older &= asked["after"] is None
        page.has_newer &= asked["after"] is not None
    read_up_to = parse_number(request.GET.get("read")) or occupancy.read_up_to
    pause = pause_of(request.GET)
    context = {
        "form": form,
        "answering": answering_in(request, occupancy.room),
        "nonce": form["nonce"].value() or secrets.token_urlsafe(9),
        "page": page,
        "read_up_to": read_up_to,
        "first_unread": first_unread(page, read_up_to),
        "pause": pause,
        "pauses": PAUSES,
        "refreshing": pause and "write" not in request.GET and not form.is_bound,
        "blocked": blocked_by(request.user),
    }
    return render_page(request, template, context | people_of(occupancy), status)


def blocked_by(user):
    """The keys of those whose messages the user's pages fold away."""
    return user.blocks.values_list("blocked__username", flat=True)


def first_unread(page, read_up_to):
    """The number of the message above which the unread line stands; None if not on this page."""
    unread = [m.number for m in page.messages if m.number > read_up_to]
    whole = not page.has_older or len(unread) < len(page.messages)
    return unread[0] if unread and whole else None


def answering_in(request, room):
    """The Message the box is turned to by `?reply=`, or by the form that came back; or None."""
    number = parse_number(request.POST.get("answering") or request.GET.get("reply"))
    return number and room.messages.standing().in_full().filter(number=number).first()


def people_of(occupancy):
    room = occupancy.room
    counts = room.occupancies.count_with_here(occupancy.user)
    room.occupant_count = counts["all"]
    occupants = list(room.occupancies.in_order(occupancy.user)[:PEOPLE])
    if room.is_direct:
        others = sorted(
            (one for one in occupants if one.pk != occupancy.pk), key=lambda one: one.pk
        )
        room.name = title_of([str(one.user) for one in others])
    return {
        "room": room,
        "mine": occupancy,
        "silence": silence_of(occupancy),
        "here_count": counts["here"],
        "occupants": occupants,
        "unnamed": max(0, room.occupant_count - PEOPLE),
    }


def silence_of(occupancy):
    """Why somebody may not speak in the room for now, to be told before they try; or None."""
    try:
        occupancy.ensure_may_post()
    except RateLimited:
        return None
    except Refused as refusal:
        return refusal


def when(response, refusal):
    """`response`, which tells after a RateLimited how long to wait."""
    if isinstance(refusal, RateLimited):
        response["Retry-After"] = str(refusal.retry_after)
    return response


def pause_of(query):
    """The chosen seconds between two looks, or None."""
    pause = parse_number(query.get("refresh"))
    return pause if pause in PAUSES else None
