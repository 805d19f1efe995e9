"""What becomes of rooms when something happens in a club."""

from django.dispatch import receiver

from clubs.signals import club_opened, member_left, member_muted
from rooms.models import Occupancy, Room


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
    """Who is not in the club is not in its rooms. Rooms they own go to the president."""
    for room in club.rooms.filter(occupancies__user=user):
        room = room.lock()
        if room.owner_id == user.pk:
            room.occupancies.get_or_create(user=club.president)
            room.give_to(club.president)
        room.remove(user, "removed")


@receiver(member_muted)
def mute_in_rooms_of_club(user, club, until, **kwargs):
    """Who may not write in the club may not write in its rooms either."""
    Occupancy.objects.filter(room__club=club, user=user).update(muted_until=until)
