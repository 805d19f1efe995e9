"""Free the seats of people who leave, are banned or suspended, or close their account."""

from django.dispatch import receiver

from accounts.closure import account_closing
from accounts.signals import user_suspended
from clubs.events.models.events import Event
from clubs.people.models.memberships import Membership
from clubs.signals import member_left, user_banned


@receiver([member_left, user_banned])
def free_seats_in_club(club, user, **kwargs):
    """Free the user's seats at the club's events to come."""
    free_seats(club.events.all(), user)


@receiver(user_suspended)
def free_all_seats(user, **kwargs):
    """Free the user's seats at all events to come.

    Their memberships are locked before, so that an answer on its way is there first.
    """
    list(Membership.objects.select_for_update().filter(user=user).order_by("pk"))
    free_seats(Event.objects.all(), user)


@account_closing.register(order=11)
def free_seats_of_closing(user):
    """Free the seats that the user still has after leaving the clubs."""
    free_seats(Event.objects.all(), user)


def free_seats(events, user):
    """Free the user's seats at those of the events that are not over; each is locked, by its pk."""
    for event in events.upcoming().filter(rsvps__user=user).order_by("pk"):
        event.drop(user)
