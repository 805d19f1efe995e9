"""Messages: list and post them, and show, edit and delete one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from kclub import rate_limits
from kclub.errors import Refused, with_retry_after
from kclub.shortcuts import render_page, see_other, wants_partial
from rooms.directory.views.base import get_occupancy
from rooms.messages.forms import MessageForm, TextForm
from rooms.messages.models.reactions import Reaction
from rooms.messages.views.base import get_message, refused_form
from rooms.messages.views.room import refresh_seconds_in, render_room


@login_required
def messages(request, slug):
    """Show the messages `?before=` a number; POST posts one."""
    occupancy = get_occupancy(request.user, slug)
    if request.method != "POST":
        return render_room(request, occupancy, MessageForm(), "rooms/messages/room.html#messages")
    form, status, refusal = MessageForm(request.POST, request.FILES), 422, None
    try:
        consume_posting_limits(
            occupancy, request.FILES
        )  # first, since decoding pictures costs more
        if form.is_valid():
            return posted_response(request, *post_message(occupancy, **form.cleaned_data))
    except Refused as refused:
        form = refused_form(MessageForm(request.POST), refused)
        status, refusal = refused.status, refused
    response = render_room(request, occupancy, form, "rooms/messages/room.html#refused", status)
    return with_retry_after(response, refusal)


def consume_posting_limits(occupancy, files):
    """Count a post, and one with attachments (PRODUCT §6). Raises RateLimited after too many."""
    rate_limits.consume_each(["message-burst", "message"], occupancy.user_id, occupancy.room_id)
    if files:
        rate_limits.consume("pictures", occupancy.user_id)


def post_message(occupancy, answering, **fields):
    """Post the message of a form. Return (the Message, its HTML for every page).

    Raises RateLimited after too many files.
    """
    room = occupancy.room
    if fields["document"]:
        rate_limits.consume("files", occupancy.user_id)
    if answering:
        fields["reply_to"] = room.messages.filter(number=answering).first()
    return room.post_and_render(occupancy.user, **fields)


def posted_response(request, message, html):
    """Answer a post with the message and an empty form, or a redirect to the message."""
    if wants_partial(request):
        return HttpResponse(render_to_string("rooms/messages/_message.html#posted", {"html": html}))
    seconds = refresh_seconds_in(request.POST)
    query = f"?refresh={seconds}" if seconds else ""
    return see_other(f"{message.room.get_absolute_url()}{query}#m{message.number}")


@login_required
@require_safe
def message(request, slug, number):
    """Show one message and the viewer's actions on it, the menu in the room's page.

    With `?reply` an htmx swap gets the part that makes the page's form reply to it.
    """
    message = get_message(request.user, slug, number)
    if "reply" in request.GET and wants_partial(request):
        return render(request, "rooms/messages/_reply_target.html", {"reply_to": message})
    context = message_context(request, message)
    return render_page(request, "rooms/messages/message.html#menu", context)


def message_context(request, message, **more):
    """Return the template context of a message's menu for this viewer."""
    own_kinds = {kind for kind, people in message.reactions_by_kind if request.user in people}
    is_others = message.author != request.user
    return more | {
        "message": message,
        "in_sheet": wants_partial(request),
        "kinds": [(kind, kind in own_kinds) for kind in Reaction.Kind],
        "may_edit": message.may_edit(request.user),
        "may_delete": message.may_delete(request.user),
        "may_manage": is_others and message.room.is_moderated_by(request.user),
    }


@login_required
def edit(request, slug, number):
    """Edit a message; for its author, for a quarter of an hour."""
    message = get_message(request.user, slug, number)
    message.ensure_may_edit(request.user)
    form = TextForm(request.POST or None, initial={"text": message.text})
    form.may_be_empty = message.has_attachments
    status, refusal = 422 if form.is_bound else 200, None
    try:
        if form.is_valid():
            rate_limits.consume("message", request.user.pk, message.room_id)
            message.edit(request.user, **form.cleaned_data)
            return changed_response(request, message)
    except Refused as refused:
        form = refused_form(form, refused)
        status, refusal = refused.status, refused
    context = message_context(request, message, form=form)
    response = render_page(request, "rooms/messages/message.html#edit", context, status)
    return with_retry_after(response, refusal)


@login_required
def delete(request, slug, number):
    """Delete one's own message, or anybody's in one's own room."""
    message = get_message(request.user, slug, number)
    if request.method != "POST":
        return see_other("rooms:message", slug, number)
    message.delete_by(request.user)
    return changed_response(request, message)


def changed_response(request, message):
    """Answer a change with the message, which htmx swaps in, or a redirect to it."""
    if wants_partial(request):
        return HttpResponse(message.html(is_update=True))
    return see_other(message)
