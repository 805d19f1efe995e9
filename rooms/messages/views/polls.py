"""Polls in a room: asking one, voting in it and closing it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.views.decorators.http import require_POST

from clubs.polls.forms import PollForm, chosen
from kclub import rate_limits
from kclub.db.idempotency import nonce_field
from kclub.shortcuts import render_page, see_other
from rooms.directory.views.base import get_occupancy
from rooms.messages.views.base import get_message


class RoomPollForm(PollForm):
    """A poll that is a message of its own."""

    nonce = nonce_field()


@login_required
def poll_new(request, slug):
    """Show the form for a poll in the room; POST posts it as a message, whose text is the question."""
    occupancy = get_occupancy(request.user, slug)
    occupancy.ensure_may_write()
    form = RoomPollForm(request.POST or None, required=True)
    if form.is_valid():
        rate_limits.consume_each(["message-burst", "message"], request.user.pk, occupancy.room_id)
        poll = form.poll()
        nonce = form.cleaned_data["nonce"]
        return see_other(occupancy.room.post(request.user, poll["question"], nonce, poll=poll))
    context = {"room": occupancy.room, "form": form}
    status = 422 if form.is_bound else 200
    return render_page(request, "rooms/messages/poll_new.html#form", context, status)


@login_required
def poll(request, slug, number):
    """Show the poll of a message with the viewer's ballot; POST votes."""
    message = get_message_with_poll(request.user, slug, number)
    if request.method == "POST":
        rate_limits.consume("vote", request.user.pk)
        message.vote(request.user, chosen(request.POST))
        return see_other("rooms:message-poll", slug, number)
    context = message.poll.shown_to(request.user) | {
        "message": message,
        "may_vote": message.room.closed_at is None,
        "may_close": message.room.closed_at is None and message.may_close_poll(request.user),
    }
    return render_page(request, "rooms/messages/poll.html#ballot", context)


@login_required
@require_POST
def poll_close(request, slug, number):
    """Close the poll of a message before its time; for its author and those who moderate the room."""
    get_message_with_poll(request.user, slug, number).close_poll(request.user)
    return see_other("rooms:message-poll", slug, number)


def get_message_with_poll(user, slug, number):
    message = get_message(user, slug, number)
    message.ensure_not_deleted()
    if message.poll is None:
        raise Http404
    return message
