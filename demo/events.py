"""The events of the clubs, and the RSVPs to them."""

import re
from datetime import timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from clubs.models import RSVP, Attendance, Club, Event
from demo.boards import filled

WEEKDAYS = "월화수목금토일"


def make_events(campus):
    events = [event for club in campus.clubs for event in events_of(campus, club)]
    # The verbs would fill the audit logs with planned events, and refuse answers to past ones.
    Event.objects.bulk_create(events)
    RSVP.objects.bulk_create(rsvp for event in events for rsvp in rsvps(campus, event))
    for event in events:
        if event.is_over and not event.cancelled_at:
            Attendance.objects.bulk_create(attendances(campus, event))


def events_of(campus, club):
    for entry in club.entry.get("events", []):
        hour, minute = map(int, entry.get("at", "0:00").split(":"))
        hours = 24 * entry["days"] if "days" in entry else entry["hours"]
        event = Event(
            club=club,
            title=filled(entry["title"], campus, club),
            body=entry.get("body", ""),
            place=entry["place"],
            starts_at=campus.ago(-entry["in"], hour, minute),
            ends_at=campus.ago(-entry["in"], hour + hours, minute),
            all_day="days" in entry,
            seats=entry.get("seats"),
            public=entry.get("public", False),
            outsider_seats=entry.get("outsider_seats"),
            cancelled_at=campus.ago(1, 12) if "cancelled" in entry else None,
            cancel_reason=entry.get("cancelled", ""),
        )
        event.is_full = entry.get("full", False)
        yield event
    if club.status == Club.Status.ACTIVE:
        yield from weekly(campus, club)


def weekly(campus, club):
    """Yield the meetings of the last days and the next weeks, as `meets` has them: 화 18:30."""
    found = re.match(rf"([{WEEKDAYS}])\D* (\d\d):(\d\d)", club.meets)
    if not found:
        return
    day, hour, minute = WEEKDAYS.index(found[1]), int(found[2]), int(found[3])
    for ahead in [*range(-2, 0), *range(1, 29)]:
        starts_at = campus.midnight + timedelta(days=ahead, hours=hour, minutes=minute)
        if starts_at.weekday() == day:
            yield Event(
                club=club,
                title=f"{found[1]}요 모임",
                place=club.place,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
                series=uuid5(NAMESPACE_URL, club.slug),
            )


def rsvps(campus, event):
    """Yield the RSVPs of an event: some come, a few do not, most have not answered.

    At one that is full, those who find no seat wait for one. To one that is cancelled five would
    have come, to one of whole days five come, and to meetings of later weeks nobody has answered
    yet. Each event draws by itself: which weekday it is today changes nothing else of the campus.
    """
    random = Random(f"{event.club.name} {event.title}")  # noqa: S311
    users = [membership.user for membership in campus.members[event.club]]
    if event.series and event.starts_at > campus.ago(-8):
        return
    if event.cancelled_at or event.all_day:
        yield from (RSVP(event=event, user=user) for user in users[:5])
        return
    answering = random.sample(users, int(len(users) * random.uniform(0.25, 0.6)))
    seats = event.seats and event.seats - random.randrange(3)
    is_full = getattr(event, "is_full", False)
    for place, user in enumerate(answering):
        wants = random.random() < 0.8 or is_full
        going = wants and (not seats or place < (event.seats if is_full else seats))
        waits = is_full and not going
        since = campus.ago(1, 12, place) if waits else None
        yield RSVP(event=event, user=user, going=going, waiting_since=since)


def attendances(campus, event):
    """Yield who was at a past event: most of those who said so, two of them added by the president.

    Nothing is random, so that the rest of the campus stays as it is.
    """
    for place, rsvp in enumerate(event.rsvps.going().select_related("user")):
        if place % 6 != 5:
            yield Attendance(
                event=event,
                user=rsvp.user,
                recorded_by=event.club.president if place in (3, 7) else None,
                created_at=event.starts_at + timedelta(seconds=20 * place),
            )
