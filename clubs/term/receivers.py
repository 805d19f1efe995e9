"""Rosters follow what changes about their members outside of clubs."""

from django.dispatch import receiver
from django.utils import timezone

from accounts.signals import student_changed
from clubs.directory.models import Club
from clubs.term.models import announce_roster


@receiver(student_changed)
def announce_rosters(user, **kwargs):
    """Tell the officers of the clubs that the user has confirmed this term."""
    given = user.confirmations.filter(term__ends_on__gte=timezone.localdate())
    for club in Club.objects.filter(pk__in=given.values("club")):
        announce_roster(club)
