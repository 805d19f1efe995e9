"""Events as iCalendar files (RFC 5545), for the calendars of phones and computers."""

from datetime import UTC
from itertools import chain

from django.conf import settings
from django.utils import timezone

MAX_OCTETS = 75  # of a line; more go on in the next one, after a blank
SEOUL = [  # has had no summer time since 1988
    "BEGIN:VTIMEZONE",
    f"TZID:{settings.TIME_ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19881009T030000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:KST",
    "END:STANDARD",
    "END:VTIMEZONE",
]


def calendar(name, events, site):
    """Return an iCalendar file as bytes. `site` is as in https://kclub.example, without a slash."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//K-Club//K-Club//KO",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{settings.TIME_ZONE}",
        *SEOUL,
        *chain.from_iterable(event_lines(event, site) for event in events),
        "END:VCALENDAR",
    ]
    return b"".join(map(folded, lines))


def event_lines(event, site):
    """Return the lines of one event, with its club's name before the title."""
    host = site.partition("//")[2].partition(":")[0]
    return [
        "BEGIN:VEVENT",
        f"UID:event-{event.pk}@{host}",
        f"DTSTAMP:{utc(event.changed_at)}",
        f"LAST-MODIFIED:{utc(event.changed_at)}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.cancelled_at else 'CONFIRMED'}",
        f"DTSTART{moment(event, event.starts_at)}",
        f"DTEND{moment(event, event.ends_at)}",
        f"SUMMARY:{escaped(f'{event.club}: {event.title}')}",
        f"LOCATION:{escaped(event.place)}",
        f"DESCRIPTION:{escaped(event.cancel_reason or event.body)}",
        f"URL:{site}{event.get_absolute_url()}",
        "END:VEVENT",
    ]


def utc(moment):
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def moment(event, at):
    """Return parameters and value of a moment: a date where the event is all day.

    The end of those is the day after their last one.
    """
    local = timezone.localtime(at)
    if event.all_day:
        return f";VALUE=DATE:{local:%Y%m%d}"
    return f";TZID={settings.TIME_ZONE}:{local:%Y%m%dT%H%M%S}"


def escaped(text):
    """Return text as the value of a property: on one line, and without its separators."""
    for plain, escape in [
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\n"),
        ("\n", "\\n"),
    ]:
        text = text.replace(plain, escape)
    return "".join(letter for letter in text if letter.isprintable())


def folded(line):
    """Return the line in UTF-8 with its end, folded; no letter is cut in two."""
    parts, part = [], b""
    for letter in map(str.encode, line):
        if len(part) + len(letter) > MAX_OCTETS:
            parts.append(part)
            part = b" "
        part += letter
    return b"\r\n".join([*parts, part]) + b"\r\n"
