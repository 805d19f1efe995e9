"""Sections of memberships on the profile pages of accounts."""

from accounts.profile_sections import Section, own_profile, person_profile
from clubs.people.models.memberships import Membership


@own_profile.register(order=10)
def own_memberships(viewer, person):
    """Return the section with all memberships of `person`, for their own profile page."""
    return Section("clubs/people/_memberships_own.html", {"memberships": memberships_of(person)})


@person_profile.register(order=10)
def open_memberships(viewer, person):
    """Return the section with the memberships of `person` in open clubs, for other viewers."""
    memberships = [each for each in memberships_of(person) if each.club.is_open]
    return Section("clubs/people/_memberships_person.html", {"memberships": memberships})


def memberships_of(person):
    """Return the memberships of `person` by name of the club, verified or not."""
    memberships = Membership.objects.filter(user=person)
    return memberships.select_related("club").order_by("club__name")
