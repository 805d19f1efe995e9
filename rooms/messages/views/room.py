"""The page of a room: its messages, and the form to post one."""

import secrets

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from kclub.shortcuts import parse_number, render_page, wants_partial
from rooms.directory.models.occupancies import Occupancy
from rooms.directory.views.base import get_known_room
from rooms.directory.views.occupants import occupants_context
from rooms.directory.views.rooms import render_entry
from rooms.messages.forms import MessageForm
from rooms.messages.models.reactions import Reaction
from rooms.messages.pagination import page_of_messages
from rooms.messages.views.base import blocked_by, own_reactions

REFRESH_CHOICES = (10, 30, 60)  # seconds until the page reloads without JavaScript


@login_required
@require_safe
def room(request, slug):
    """Show a room with its newest messages, or those at a number; outsiders see how to enter."""
    occupancy = Occupancy.find(slug, request.user)
    if occupancy is None:
        return render_entry(request, get_known_room(request.user, slug))
    return render_room(request, occupancy, MessageForm(), "rooms/messages/room.html")


def render_room(request, occupancy, form, template, status=200):
    """Render the newest messages of the room, or those at `before`, `after` or `at` in the query."""
    page = requested_page(request, occupancy.room)
    if not page.has_newer and "at" not in request.GET:  # else only the stream says it
        count_unread(page.messages, occupancy)
    read_up_to = parse_number(request.GET.get("read")) or occupancy.read_up_to
    refresh_seconds = refresh_seconds_in(request.GET)
    context = {
        "form": form,
        "reply_to": reply_target_in(request, occupancy.room),
        "nonce": form["nonce"].value() or secrets.token_urlsafe(9),
        "page": page,
        "read_up_to": read_up_to,
        "first_unread": first_unread(page, read_up_to),
        "refresh_seconds": refresh_seconds,
        "refresh_choices": REFRESH_CHOICES,
        "refreshing": refresh_seconds and "write" not in request.GET and not form.is_bound,
        "blocked": blocked_by(request.user),
        "reaction_kinds": Reaction.Kind,
        "own_reactions": own_reactions(request.user, page.messages),
    }
    return render_page(request, template, context | occupants_context(occupancy), status)


def requested_page(request, room):
    """Return the MessagePage for the query; an htmx swap links only onward, not back."""
    positions = {name: parse_number(request.GET.get(name)) for name in ["before", "after", "at"]}
    page = page_of_messages(room.messages.for_display(), **positions)
    if wants_partial(request):
        page.has_older &= positions["after"] is None
        page.has_newer &= positions["after"] is not None
    return page


def count_unread(messages, reader):
    """Set `unread_by` of the messages. The `reader`, an Occupancy, reads them just now."""
    others = Occupancy.objects.exclude(pk=reader.pk)
    for marks in others.read_marks([reader.room_id]).values():
        for message in messages:
            message.unread_by = marks.unread_by(message.number)


def first_unread(page, read_up_to):
    """Return the number of the message below the unread line; None if not on this page."""
    unread = [m.number for m in page.messages if m.number > read_up_to]
    starts_here = not page.has_older or len(unread) < len(page.messages)
    return unread[0] if unread and starts_here else None


def reply_target_in(request, room):
    """Return the Message that `?reply=`, or a form that came back, replies to; or None."""
    number = parse_number(request.POST.get("answering") or request.GET.get("reply"))
    return number and room.messages.published().for_display().filter(number=number).first()


def refresh_seconds_in(query):
    """Return the chosen seconds until the page reloads, or None."""
    seconds = parse_number(query.get("refresh"))
    return seconds if seconds in REFRESH_CHOICES else None
