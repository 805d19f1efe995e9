"""The calendar of a club, the page of one event, and the forms to add, change and cancel one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import is_student
from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from clubs.events.forms import CancelForm, EditForm, NewEventForm
from clubs.events.models.rsvps import Answer
from clubs.events.structured_data import structured_data
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other, wants_partial

PAST_EVENTS_SHOWN = 20


@require_safe
def events(request, slug):
    """List the upcoming events of a club, and its latest past ones, that the viewer may see."""
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    context = {
        "club": club,
        "viewer_status": viewer_status,
        "membership": viewer_status.membership,
        "upcoming": for_viewer(
            visible_events(club, request.user).upcoming().with_attendees(), viewer_status
        ),
        "past": visible_events(club, request.user).past()[:PAST_EVENTS_SHOWN],
    }
    return render_page(request, "clubs/events/events.html", context)


@require_safe
def event(request, slug, pk):
    """Show an event with its attendees."""
    club = get_visible_club(request.user, slug)
    return render_page(request, "clubs/events/event.html#changed", event_context(request, club, pk))


@login_required
def event_new(request, slug):
    """Show the form to add an event; POST adds it. For officers."""
    club = get_visible_club(request.user, slug)
    if not club.is_run_by(request.user):
        back = (reverse("clubs:events", args=[slug]), _("일정 보기"))
        raise Refused(_("운영진만 일정을 올릴 수 있어요."), next_step=back)
    form = NewEventForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        event = club.plan(request.user, **form.cleaned_data)
        messages.success(request, _("일정을 올렸어요."))
        return see_other(event)
    return show_form(request, "clubs/events/event_form.html", {"club": club, "form": form})


@login_required
def event_edit(request, slug, pk):
    """Show the form to change an event; POST changes it. For officers."""
    event = get_event(request.user, slug, pk)
    event.ensure_may_be_changed_by(request.user)
    data = request.POST if request.method == "POST" else None
    form = EditForm(data, instance=event, in_series=event.series)
    if form.is_valid():
        event.edit(request.user, **form.cleaned_data)
        messages.success(request, _("일정을 고쳤어요."))
        return see_other(event)
    context = {"club": event.club, "event": event, "form": form}
    return show_form(request, "clubs/events/event_form.html", context)


@login_required
def event_cancel(request, slug, pk):
    """Show the form to cancel an event; POST cancels it. For officers."""
    event = get_event(request.user, slug, pk)
    data = request.POST if request.method == "POST" else None
    form = CancelForm(data, in_series=event.series)
    if form.is_valid():
        event.cancel(request.user, **form.cleaned_data)
        messages.success(request, _("일정을 취소했어요."))
        return see_other(event)
    event.ensure_may_be_changed_by(request.user)
    context = {"club": event.club, "event": event, "form": form}
    return show_form(request, "clubs/events/event_cancel.html", context)


@login_required
@require_POST
def event_rsvp(request, slug, pk):
    """Record the viewer's Answer, `rsvp=`; for members, and for others where the event takes them."""
    event = get_event(request.user, slug, pk)
    match request.POST.get("rsvp"):
        case Answer.NO:
            event.decline(request.user)
        case Answer.WAITING:
            event.wait(request.user)
        case _:
            event.accept(request.user)
    if not wants_partial(request):
        return see_other(f"{event.get_absolute_url()}#rsvp{pk}")
    context = event_context(request, event.club, pk)
    return render_page(request, "clubs/events/event.html#changed", context)


def get_event(user, slug, pk):
    """Return the event; 404 unless `user` may see it."""
    club = get_visible_club(user, slug)
    event = get_object_or_404(club.events.visible_to(user), pk=pk)
    event.club = club
    return event


def show_form(request, template, context):
    """Render the page of a form: 422 if it was sent with errors."""
    return render_page(request, template, context, 422 if context["form"].errors else 200)


def visible_events(club, user):
    """Return the club's events the user may see, with what a list shows of each."""
    return club.events.visible_to(user).with_counts().with_rsvp_of(user)


def event_context(request, club, pk):
    """Return the context of an event's page; 404 unless the viewer may see it."""
    events = visible_events(club, request.user).with_attendees().with_waiters()
    event = get_object_or_404(events, pk=pk)
    viewer_status = ViewerStatus(club, request.user)
    for_viewer([event], viewer_status)
    return {
        "club": club,
        "event": event,
        "membership": viewer_status.membership,
        "structured_data": structured_data(event),
    } | attendance_context(event, viewer_status)


def attendance_context(event, viewer_status):
    """Return the viewer's Attendance at the event as `attendance`, and whether they `may_attend` now."""
    if not event.attendance_has_begun:
        return {}
    is_expected = viewer_status.is_member or event.my_answer == Answer.YES
    may_attend = event.attendance_is_open and event.may_answer and is_expected
    return {"attendance": event.attendance_of(viewer_status.user), "may_attend": may_attend}


def for_viewer(events, viewer_status):
    """Return the events of a club as a list; each knows what it is for the viewer.

    `may_answer` says whether they may come, `is_full` whether no seat is free for them.
    """
    club, user = viewer_status.club, viewer_status.user
    may_be_guest = not viewer_status.is_member and is_student(user) and not club.is_banned(user)
    events = list(events)
    for event in events:
        event.club = club
        event.may_answer = viewer_status.is_member or (may_be_guest and event.takes_outsiders)
        event.is_full = event.is_full_for(outsider=not viewer_status.is_member)
    return events
