"""Public events as search engines read them (https://schema.org/Event)."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from kclub.public_answers import absolute_url
from kclub.text.json_ld import json_ld
from kclub.text.markdown import excerpt

MAX_DESCRIPTION = 300  # graphemes


def structured_data(event):
    """Return JSON-LD of an event that everybody may see; "" for any other."""
    if not (event.public and event.club.is_open):
        return ""
    club = event.club
    status = "EventCancelled" if event.cancelled_at else "EventScheduled"
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    if event.all_day:
        starts, ends = event.starts_on, event.ends_on
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "startDate": starts.isoformat(),
        "endDate": ends.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "url": absolute_url(event.get_absolute_url()),
        "image": absolute_url(reverse("clubs:club-preview", args=[club.slug])),
        "location": {"@type": "Place", "name": event.place, "address": settings.SCHOOL_NAME},
        "organizer": {
            "@type": "Organization",
            "name": club.shown_name,
            "url": absolute_url(club.get_absolute_url()),
        },
    }
    if description := excerpt(event.body, MAX_DESCRIPTION):
        data["description"] = description
    return json_ld(data)
