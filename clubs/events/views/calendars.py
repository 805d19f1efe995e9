"""Events for the calendars of phones: one, the public ones of a club, and all of one's own."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.directory.views import get_visible_club
from clubs.events import ics
from clubs.events.models.calendars import Calendar
from clubs.events.views.events import get_event
from kclub.shortcuts import render_page, see_other


@require_safe
def event_ics(request, slug, pk):
    """Send one event; for everybody who may see it."""
    event = get_event(request.user, slug, pk)
    return ics_response(request, event.title, [event])


@require_safe
def events_ics(request, slug):
    """Send the public events of a club, which are the same for everybody."""
    club = get_visible_club(request.user, slug)
    events = club.events.visible_to(AnonymousUser()).recent().select_related("club")
    return ics_response(request, club.shown_name, events)


@login_required
def calendar(request):
    """Show the address of the user's calendar; POST makes a new one, or ends it with `stop`."""
    if request.method != "POST":
        calendar = Calendar.objects.filter(user=request.user).first()
        address = calendar and request.build_absolute_uri(calendar.get_absolute_url())
        return render_page(request, "clubs/events/calendar.html", {"address": address})
    if "stop" in request.POST:
        Calendar.objects.filter(user=request.user).delete()
        messages.success(request, _("이제 이 주소로 아무것도 볼 수 없어요."))
    else:
        Calendar.objects.renew(request.user)
        messages.success(request, _("새 주소를 만들었어요."))
    return see_other("calendar")


@require_safe
def calendar_ics(request, token):
    """Send the events of the person whose calendar has this address."""
    calendar = get_object_or_404(Calendar.objects.readable().select_related("user"), token=token)
    events = calendar.events().recent().select_related("club")
    return ics_response(request, _("내 동아리 일정"), events)


def ics_response(request, name, events):
    """Return the response with an iCalendar file, or 304 for a reader who has it already."""
    events = list(events)
    body = ics.calendar(str(name), events, request.build_absolute_uri("/")[:-1])
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    changed_at = int(max((event.changed_at.timestamp() for event in events), default=0))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    if changed_at:
        response["Last-Modified"] = http_date(changed_at)
    return get_conditional_response(request, etag, changed_at or None, response)
