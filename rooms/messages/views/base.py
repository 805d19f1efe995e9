"""What the views of messages share."""

from django.shortcuts import get_object_or_404

from rooms.directory.views.base import get_occupancy


def get_message(user, slug, number):
    """Return the Message of that number in a room the user is in; 404 if there is none."""
    room = get_occupancy(user, slug).room
    message = get_object_or_404(room.messages.for_display(), number=number)
    message.room = room
    return message


def blocked_by(user):
    """Return the usernames of people the user has blocked, whose messages pages fold."""
    return user.blocks.values_list("blocked__username", flat=True)


def own_reactions(user, messages):
    """Return the user's own reactions to these messages as `ReactionForm` knows them: "12-like"."""
    return [
        f"{message.number}-{kind}"
        for message in messages
        for kind, people in message.reactions_by_kind
        if user in people
    ]


def refused_form(form, refusal):
    """Return the form with the refusal as the error of its text."""
    form.errors["text"] = form.error_class([str(refusal)])
    return form
