"""Memberships on the profile pages of accounts."""

from accounts.profile_sections import Section, own_profile, person_profile
from clubs.people.models.memberships import Membership


@own_profile.register(order=10)
def own_memberships(viewer, person):
    """All my memberships, also in clubs that are not open."""
    return Section("clubs/people/_memberships_own.html", {"memberships": memberships_of(person)})


@person_profile.register(order=10)
def open_memberships(viewer, person):
    """Somebody's memberships in clubs that are open."""
    memberships = [each for each in memberships_of(person) if each.club.is_open]
    return Section("clubs/people/_memberships_person.html", {"memberships": memberships})


def memberships_of(person):
    memberships = Membership.objects.filter(user=person)
    return memberships.select_related("club").order_by("club__name")
