"""What becomes of rooms when something happens in a club, or somebody closes their account."""

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.closure import (
    CLOSED_ACCOUNT_NAME,
    PendingHandover,
    account_closed,
    account_closing,
    pending_handovers,
)
from clubs.signals import club_opened, member_left, member_muted, president_changed
from rooms.models import Message, Room


@receiver(club_opened)
def open_general_room(club, **kwargs):
    """Every club has a room from its first day on."""
    Room.open(
        club.president,
        club.name[: Room._meta.get_field("name").max_length],  # a club's may be longer
        kind=Room.Kind.CLUB,
        club=club,
        emoji=club.emoji,
        hue=club.hue,
        capacity=500,
    )


@receiver(member_left)
def leave_rooms_of_club(club, user, **kwargs):
    """Who is not in the club is not in its rooms. Rooms they own go to the president.

    Each is held before it is asked who is there: they may be on their way in at this moment.
    """
    for room in club.rooms.order_by("pk"):
        room = room.lock()
        if room.owner_id == user.pk:
            give_with_seat(room, club.president)
        room.remove(user, "removed")


@receiver(member_muted)
@transaction.atomic
def mute_in_rooms_of_club(user, club, until, **kwargs):
    """Who may not write in the club may not write in its rooms either."""
    for room in club.rooms.order_by("pk"):
        room.lock().apply_mute(user, until)


@receiver(president_changed)
def hand_over_general_room(club, before, **kwargs):
    """The room a club has had from its first day on goes with the presidency."""
    general = club.rooms.order_by("pk").first()
    room = general and general.lock()
    if room and room.owner_id == before.pk:
        give_with_seat(room, club.president)


def give_with_seat(room, president):
    """Make them the owner of the locked room; a full one gets a seat more."""
    room.occupancies.get_or_create(user=president)
    present = room.occupancies.count()
    Room.objects.filter(pk=room.pk, capacity__lt=present).update(capacity=present)
    room.transfer_to(president)


# Who closes their account ----------------------------------------------------------------


@pending_handovers.register(order=20)
def owned_rooms(user):
    """A room with others in it needs its owner."""
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
    """Take them out everywhere; rooms with nobody else in them end. The others are pending handovers."""
    for room in Room.objects.filter(occupancies__user=user).order_by("pk"):
        room = room.lock()
        if room.owner_id == user.pk and room.closed_at is None:
            if room.occupancies.count() > 1:
                continue
            Room.objects.filter(pk=room.pk).update(closed_at=timezone.now())
        room.remove(user, "left")


@account_closed.register(order=20)
def forget_in_rooms(user):
    """No text of others calls them by name any more."""
    user.occupancies.all().delete()
    mentions = Cast("mentions", TextField())
    for message in Message.objects.alias(called=mentions).filter(called__contains=user.username):
        for name in [name for name, who in message.mentions.items() if who == user.username]:
            del message.mentions[name]  # as it was written, which need not be how they spell it
            message.text = message.text.replace(f"@{name}", f"@{CLOSED_ACCOUNT_NAME}")
        message.save(update_fields=["text", "folded_text", "mentions"])
