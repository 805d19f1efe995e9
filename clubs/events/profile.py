"""The own attendance and the way to one's calendar, on the own profile page."""

from django.db.models import Exists, OuterRef

from accounts.profile_sections import Section, own_profile
from clubs.events.models.events import Event
from clubs.events.terms import Term

ATTENDANCES_SHOWN = 50


@own_profile.register(order=40)
def events(viewer, person):
    """Return the section with the link to the calendar, and the latest events one has attended."""
    term = Term.present()
    in_term = {"event__starts_at__gte": term.starts_at, "event__starts_at__lt": term.ends_at}
    visible = Event.objects.visible_to(viewer).filter(pk=OuterRef("event"))
    latest = viewer.attendances.annotate(is_visible=Exists(visible))
    latest = latest.select_related("event__club").order_by("-event__starts_at", "-pk")
    context = {
        "attendances": latest[:ATTENDANCES_SHOWN],
        "count": viewer.attendances.counted().filter(**in_term).count(),
        "term": term,
    }
    return Section("clubs/events/_events_own.html", context)
