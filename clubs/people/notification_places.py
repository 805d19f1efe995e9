"""The clubs a user may hear less of."""

from django.db.models import Q

from accounts.notification_places import Place, notification_places
from clubs.directory.models import Club


@notification_places.register(order=10)
def clubs(user):
    """Return a Place for each club the user belongs to or follows."""
    heard = Club.objects.filter(Q(memberships__user=user) | Q(follows__user=user))
    return [Place(club.subject_key, club.shown_name) for club in heard.distinct().order_by("name")]
