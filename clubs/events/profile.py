"""The way to one's calendar, on the own profile page."""

from accounts.profile_sections import Section, own_profile


@own_profile.register(order=40)
def calendar(viewer, person):
    """Return the section with the link to the calendar."""
    return Section("clubs/events/_calendar_link.html")
