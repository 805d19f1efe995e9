"""The people to whom a user may write direct messages."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q

from clubs.models import Membership
from kclub.text.normalization import folded
from rooms.directory.models.occupancies import Occupancy


def reachable_by(user):
    """Return the students to whom the user may write: neither has blocked the other."""
    students = get_user_model().objects.verified().filter(is_active=True)
    return students.reachable_by(user).exclude(pk=user.pk)


def acquaintances(user, name=""):
    """Return the reachable users who share a club or a room with the user, by part of a name."""
    clubs = Membership.objects.of(user).values("club")
    rooms = Occupancy.objects.of(user).values("room")
    in_club = Membership.objects.filter(user=OuterRef("pk"), club__in=clubs)
    in_room = Occupancy.objects.filter(user=OuterRef("pk"), room__in=rooms)
    people = reachable_by(user).filter(Q(Exists(in_club)) | Q(Exists(in_room)))
    if folded(name):
        people = people.named_like(name)
    return people.order_by("display_name", "pk")
