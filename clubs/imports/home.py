"""The section of the home page with the clubs that wait for their president."""

from django.db.models import F, Value

from accounts.profile_sections import Section
from clubs.home.sections import home_sections
from clubs.imports.models.club_invitations import ClubInvitation
from clubs.imports.models.member_invitations import MemberInvitation


@home_sections.register(order=3)
def invitations(viewer):
    """Invitations that the viewer has yet to answer, to preside or to join; by one query."""
    to_preside = ClubInvitation.objects.pending().for_user(viewer)
    to_join = MemberInvitation.objects.pending().for_user(viewer)
    invitations = listed(to_preside, F("name"), True).union(
        listed(to_join, F("club__name"), False), all=True
    )
    invitations = invitations.order_by("-to_preside", "club_name")
    return Section("clubs/imports/_invitations.html", {"invitations": invitations})


def listed(invitations, club_name, to_preside):
    """Return the invitations as rows of a token, the name of a club, and whether to preside."""
    columns = {"club_name": club_name, "to_preside": Value(to_preside)}
    return invitations.order_by().values_list("token").annotate(**columns)
