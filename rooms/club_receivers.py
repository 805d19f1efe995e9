"""Receivers of the clubs' signals: what becomes of a club's rooms."""

from django.db import transaction
from django.dispatch import receiver

from clubs.signals import club_opened, member_left, member_muted, president_changed
from rooms.models import Room

GENERAL_ROOM_CAPACITY = 500


@receiver(club_opened)
def open_general_room(club, **kwargs):
    """Open a room for the members of the new club."""
    Room.open(
        club.president,
        Room.name_for(club),
        kind=Room.Kind.CLUB,
        club=club,
        emoji=club.emoji,
        hue=club.hue,
        capacity=GENERAL_ROOM_CAPACITY,
    )


@receiver(member_left)
def leave_rooms_of_club(club, user, **kwargs):
    """Remove a former member from the club's rooms; rooms they own go to the president.

    Each room is locked before its occupants are read: the user may be entering at this moment.
    """
    for room in club.rooms.order_by("pk"):
        room = room.lock()
        if room.owner_id == user.pk:
            transfer_with_seat(room, club.president)
        room.remove(user, "removed")


@receiver(member_muted)
@transaction.atomic
def mute_in_rooms_of_club(user, club, until, **kwargs):
    """Mute a member who is muted in the club in its rooms as well."""
    for room in club.rooms.order_by("pk"):
        room.lock().apply_mute(user, until)


@receiver(president_changed)
def hand_over_general_room(club, before, **kwargs):
    """Give the club's first room to its new president, if the old one owns it."""
    general = club.rooms.order_by("pk").first()
    room = general and general.lock()
    if room and room.owner_id == before.pk:
        transfer_with_seat(room, club.president)


def transfer_with_seat(room, president):
    """Make the president the owner of the locked room; a full one gets one more seat."""
    room.occupancies.get_or_create(user=president)
    occupants = room.occupancies.count()
    Room.objects.filter(pk=room.pk, capacity__lt=occupants).update(capacity=occupants)
    room.transfer_to(president)
