"""The line on the home page of members who have clubs to confirm."""

from accounts.profile_sections import Section
from clubs.directory.models import Club
from clubs.home.sections import home_sections
from clubs.term.models import Confirmation, Window


@home_sections.register(order=5)
def clubs_to_confirm(viewer):
    """Return the section that says how many clubs the viewer has not confirmed yet, until when."""
    window, number = Window.objects.to_confirm(), 0
    if window:
        confirmed = Confirmation.objects.filter(user=viewer, term=window.term)
        number = Club.objects.open().of(viewer).exclude(pk__in=confirmed.values("club")).count()
    return Section("clubs/home/_home_term.html", {"window": window, "number": number})
