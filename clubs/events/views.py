"""A club's events: what is coming, one of them, and who comes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from clubs.events.forms import EventForm
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other, wants_partial

PAST = 20  # events that are over, in the list


@require_safe
def events(request, slug):
    """What the club does next, and did last."""
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    context = {
        "club": club,
        "viewer_status": viewer_status,
        "membership": viewer_status.membership,
        "upcoming": shown(club, request.user).upcoming().with_people(),
        "past": shown(club, request.user).past()[:PAST],
    }
    return render_page(request, "clubs/events/events.html", context)


@require_safe
def event(request, slug, pk):
    """One event, and who comes."""
    club = get_visible_club(request.user, slug)
    return render_page(request, "clubs/events/event.html#rsvp", one(request, club, pk))


@login_required
def event_new(request, slug):
    """Put an event into the calendar; for officers."""
    club = get_visible_club(request.user, slug)
    if not club.is_run_by(request.user):
        back = (reverse("clubs:events", args=[slug]), _("일정 보기"))
        raise Refused(_("운영진만 일정을 올릴 수 있어요."), next_step=back)
    form = EventForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        event = club.plan(request.user, **form.cleaned_data)
        messages.success(request, _("일정을 올렸어요."))
        return see_other(event)
    status = 422 if form.errors else 200
    return render_page(
        request, "clubs/events/event_form.html", {"club": club, "form": form}, status
    )


@login_required
@require_POST
def event_rsvp(request, slug, pk):
    """Say `rsvp=yes` or `rsvp=no`; for members."""
    club = get_visible_club(request.user, slug)
    event = get_object_or_404(club.events.visible_to(request.user), pk=pk)
    if request.POST.get("rsvp") == "no":
        event.decline(request.user)
    else:
        event.accept(request.user)
    if not wants_partial(request):
        return see_other(f"{event.get_absolute_url()}#rsvp{pk}")
    return render_page(request, "clubs/events/event.html#rsvp", one(request, club, pk))


def shown(club, user):
    """The club's events as far as `user` may see them, with what a list shows of each."""
    return club.events.visible_to(user).with_counts().with_reply_of(user)


def one(request, club, pk):
    """The context of an event's page; 404 unless the viewer may see it."""
    event = get_object_or_404(shown(club, request.user).with_people(), pk=pk)
    event.club = club
    return {"club": club, "event": event, "membership": ViewerStatus(club, request.user).membership}
