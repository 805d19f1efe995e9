"""Say something in a room, read it, take it back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from clubs.moderation import views as reports
from kclub import rate_limits
from kclub.errors import Refused
from kclub.files.images import image_response
from kclub.shortcuts import render_page, see_other, wants_partial
from rooms.forms import MessageForm, ReactionForm, ReadForm, TextForm
from rooms.models import Picture, Reaction
from rooms.views.showing import get_message, get_occupancy, pause_of, room_page, when


@login_required
def messages(request, slug):
    """The messages `?before=` a number; POST says something."""
    occupancy = get_occupancy(request.user, slug)
    if request.method != "POST":
        return room_page(request, occupancy, MessageForm(), "rooms/room.html#history")
    form, status, refusal = MessageForm(request.POST, request.FILES), 422, None
    try:
        hold_back(
            occupancy, request.FILES
        )  # before pictures are looked at, which costs more than words
        if form.is_valid():
            return said(request, say(occupancy, **form.cleaned_data))
    except Refused as refused:
        form = refused_form(MessageForm(request.POST), refused)
        status, refusal = refused.status, refused
    return when(room_page(request, occupancy, form, "rooms/room.html#unsaid", status), refusal)


def hold_back(occupancy, files):
    """Raise RateLimited at who writes too much (PRODUCT §6), or sends pictures one after the other."""
    rate_limits.consume_each(["message-burst", "message"], occupancy.user_id, occupancy.room_id)
    if files:
        rate_limits.consume("pictures", occupancy.user_id)


def say(occupancy, answering, **fields):
    room = occupancy.room
    if answering:
        fields["answering"] = room.messages.filter(number=answering).first()
    return room.post(occupancy.user, **fields)


def refused_form(form, refusal):
    """The form with its words, and why they were not taken."""
    form.errors["text"] = form.error_class([str(refusal)])
    return form


def said(request, message):
    if wants_partial(request):
        shown = {"html": message.shown or message.html()}  # what the others get, or got before
        return HttpResponse(render_to_string("rooms/room.html#posted", shown))
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
    if wants_partial(request):
        return trigger_client_event(HttpResponse(status=204), "unread-changed", {})
    return see_other(occupancy.room)


@login_required
@require_safe
def message(request, slug, number):
    """One message and what the viewer may do with it: the menu of the chat page.

    With `?reply` htmx gets what turns the page's box to it.
    """
    message = get_message(request.user, slug, number)
    if "reply" in request.GET and wants_partial(request):
        return render(request, "rooms/room.html#replying", {"answering": message})
    return render_page(request, "rooms/message.html#menu", menu(request, message))


def menu(request, message, **more):
    mine = {kind for kind, people in message.reacted if request.user in people}
    return more | {
        "message": message,
        "in_sheet": wants_partial(request),
        "kinds": [(kind, kind in mine) for kind in Reaction.Kind],
        "may_edit": message.may_edit(request.user),
        "may_delete": message.may_delete(request.user),
        "may_manage": message.author != request.user and message.room.is_kept_by(request.user),
    }


@login_required
def edit(request, slug, number):
    """Say it otherwise; for its author, for a quarter of an hour."""
    message = get_message(request.user, slug, number)
    message.ensure_may_edit(request.user)
    form = TextForm(request.POST or None, initial={"text": message.text})
    form.may_be_empty = message.picture_count > 0
    status, refusal = 422 if form.is_bound else 200, None
    try:
        if form.is_valid():
            rate_limits.consume("message", request.user.pk, message.room_id)
            message.edit(request.user, **form.cleaned_data)
            return changed(request, message)
    except Refused as refused:
        form = refused_form(form, refused)
        status, refusal = refused.status, refused
    context = menu(request, message, form=form)
    return when(render_page(request, "rooms/message.html#edit", context, status), refusal)


@login_required
def react(request, slug, number):
    """Add a reaction to a message, or remove one's own."""
    message = get_message(request.user, slug, number)
    form = ReactionForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return see_other("rooms:message", slug, number)
    rate_limits.consume("reaction", request.user.pk, message.room_id)
    if kind := form.cleaned_data["add"]:
        message.react(request.user, kind)
    if kind := form.cleaned_data["remove"]:
        message.unreact(request.user, kind)
    return changed(request, message)


@login_required
def report(request, slug, number):
    """Report a message to those who decide."""
    return reports.report(request, get_message(request.user, slug, number))


@login_required
def delete(request, slug, number):
    """Take one's own message away, or anybody's in one's own room."""
    message = get_message(request.user, slug, number)
    if request.method != "POST":
        return see_other("rooms:message", slug, number)
    message.delete_by(request.user)
    return changed(request, message)


def changed(request, message):
    """The message as it is now; htmx puts it in its place."""
    if wants_partial(request):
        return HttpResponse(message.html(known=True))
    return see_other(message)


@require_safe
def picture(request, slug, pk, size="file"):
    """A picture, or its `thumbnail`, for who is in the room at this moment; no browser keeps it."""
    visible = Picture.objects.visible_to(request.user)
    picture = get_object_or_404(visible, pk=pk, message__room__slug=slug)
    return image_response(getattr(picture, size), "private, no-store")
