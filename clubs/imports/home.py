"""The section of the home page with the clubs that wait for their president."""

from accounts.profile_sections import Section
from clubs.home.sections import home_sections
from clubs.imports.models import ClubInvitation


@home_sections.register(order=3)
def club_invitations(viewer):
    """Invitations that the viewer has yet to answer."""
    invitations = ClubInvitation.objects.pending().for_user(viewer)
    return Section("clubs/imports/_club_invitations.html", {"invitations": invitations})
