"""What becomes of rooms when something happens in a club."""

from django.dispatch import receiver

from clubs.signals import club_opened, member_left
from rooms.models import Room


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
    for room in club.rooms.filter(owner=user):
        room.occupancies.get_or_create(user=club.president)
        Room.objects.filter(pk=room.pk).update(owner=club.president)
    for room in club.rooms.filter(occupancies__user=user):
        room.remove(user, "removed")
