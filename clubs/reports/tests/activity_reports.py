"""Activity reports for tests."""

from datetime import timedelta

from django.utils import timezone

from clubs.events.attendance_codes import current_code
from clubs.models import ActivityReport, Event, Window
from clubs.registration.tests.registrations import open_window
from clubs.term.tests.terms import make_window
from kclub.files.images import reencode
from tests.pictures import upload


def activity_fields(**more):
    """Return what the form of a report takes, of an activity of yesterday, in words of a form."""
    starts_at = timezone.localtime() - timedelta(days=1)
    return {
        "title": "가을 출사",
        "starts_at": f"{starts_at:%Y-%m-%dT%H:%M}",
        "ends_at": f"{starts_at + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "place": "서울숲",
        "purpose": "단풍을 찍으려고요",
        "text": "두 시간 동안 걸으며 찍었어요",
        "guests": "2",
    } | more


def make_activity_report(club, *, event=None, **more):
    """Write a report that lacks nothing, in a term with an open round. Returns the draft."""
    open_window(make_window().term, Window.Kind.REPORT)
    ends_at = timezone.now() - timedelta(days=1)
    fields = {
        "title": "가을 출사",
        "starts_at": ends_at - timedelta(hours=2),
        "ends_at": ends_at,
        "place": "서울숲",
        "purpose": "단풍을 찍으려고요",
        "text": "두 시간 동안 걸으며 찍었어요",
        "pictures": [(reencode(upload()), "단풍")],
    }
    return ActivityReport.objects.write(club, club.president, event=event, **fields | more)


def make_past_event(club, *members):
    """Make an event of yesterday at which the members were. Returns it."""
    now = timezone.now()
    event = club.events.create(
        title="야간 출사", place="남산", starts_at=now, ends_at=now + timedelta(hours=2)
    )
    for member in members:
        event.attend(member, current_code(event))
    yesterday = now - timedelta(days=1)
    Event.objects.filter(pk=event.pk).update(
        starts_at=yesterday, ends_at=yesterday + timedelta(hours=2)
    )
    event.refresh_from_db()
    return event
