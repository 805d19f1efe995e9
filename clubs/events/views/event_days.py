"""Events by month and by week: of a club, of the viewer, and of the whole campus."""

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.directory.views import get_visible_club
from clubs.events import days
from clubs.events.models.events import Event
from clubs.events.moments import start_of
from kclub.shortcuts import render_page

MOST_ON_A_PAGE = 500


@require_safe
def club_events_by_day(request, slug):
    """Show the events of a club that the viewer may see."""
    club = get_visible_club(request.user, slug)
    back = (reverse("clubs:events", args=[slug]), _("일정 목록"))
    title = _("%(club)s 달력") % {"club": club}
    return show_days(request, club.events.visible_to(request.user), title, back)


@login_required
@require_safe
def my_events_by_day(request):
    """Show the events of the viewer's clubs, and those they come to."""
    back = (reverse("home"), _("홈"))
    return show_days(request, Event.objects.in_calendar_of(request.user), _("내 동아리 일정"), back)


@require_safe
def campus_events_by_day(request):
    """Show the events of all clubs that the viewer may see."""
    back = (reverse("home"), _("홈"))
    return show_days(request, Event.objects.visible_to(request.user), _("우리 학교 일정"), back)


def show_days(request, events, title, back):
    """Render a month of events, or a week."""
    page = days.page_of(request.GET)
    events = events.between(start_of(page.begins_on), start_of(page.ends_on))
    weeks = page.weeks(list(events.select_related("club")[:MOST_ON_A_PAGE]))
    context = {
        "title": title,
        "back": back,
        "page": page,
        "weeks": weeks,
        "filled": [day for week in weeks for day in week if day.events],
    }
    return render_page(request, "clubs/events/event_days.html", context)
