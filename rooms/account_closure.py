"""What becomes of a user's rooms and messages when their account is closed."""

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.closure import (
    CLOSED_ACCOUNT_NAME,
    PendingHandover,
    account_closed,
    account_closing,
    erase_name,
    pending_handovers,
)
from rooms.models import Ban, Message, Room


@pending_handovers.register(order=20)
def owned_rooms(user):
    """Return a PendingHandover for each room of the user that has other occupants."""
    rooms = user.owned_rooms.filter(closed_at=None).order_by("pk")
    return [
        PendingHandover(
            _("%(room)s 방의 방장이에요.") % {"room": room},
            reverse("rooms:occupants", args=[room.slug]),
            _("방장 넘겨주기"),
        )
        for room in rooms
        if room.occupancies.exclude(user=user).exists()
    ]


@account_closing.register(order=20)
def leave_rooms(user):
    """Remove the user from all rooms and close those that would be empty.

    Rooms the user owns with other occupants are pending handovers, and stay.
    """
    for room in Room.objects.filter(occupancies__user=user).order_by("pk"):
        room = room.lock()
        if room.owner_id == user.pk and room.closed_at is None:
            if room.occupancies.count() > 1:
                continue
            Room.objects.filter(pk=room.pk).update(closed_at=timezone.now())
        room.remove(user, "left")


@account_closed.register(order=20)
def forget_in_rooms(user):
    """Delete the user's occupancies and questions, and their name from messages that mention them."""
    user.occupancies.all().delete()
    user.helper_questions.all().delete()
    erase_name(user, Ban.objects.all(), "reason", linked=Q(user=user) | Q(by=user))
    mentions = Cast("mentions", TextField())
    mentioning = Message.objects.alias(mentioned=mentions).filter(mentioned__contains=user.username)
    for message in mentioning:
        for name in [name for name, key in message.mentions.items() if key == user.username]:
            del message.mentions[name]  # as the message spells it
            message.text = message.text.replace(f"@{name}", f"@{CLOSED_ACCOUNT_NAME}")
        message.save(update_fields=["text", "folded_text", "mentions"])
