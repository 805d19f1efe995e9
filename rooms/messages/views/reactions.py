"""Reactions to a message."""

from django.contrib.auth.decorators import login_required

from kclub import rate_limits
from kclub.shortcuts import see_other
from rooms.messages.forms import ReactionForm
from rooms.messages.views.base import get_message
from rooms.messages.views.messages import changed_response


@login_required
def react(request, slug, number):
    """Add a reaction to a message, or remove one's own."""
    message = get_message(request.user, slug, number)
    form = ReactionForm(request.POST, number)
    if request.method != "POST" or not form.is_valid():
        return see_other("rooms:message", slug, number)
    rate_limits.consume("reaction", request.user.pk, message.room_id)
    if kind := form.cleaned_data["add"]:
        message.react(request.user, kind)
    if kind := form.cleaned_data["remove"]:
        message.unreact(request.user, kind)
    return changed_response(request, message)
