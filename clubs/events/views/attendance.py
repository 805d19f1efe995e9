"""The pages of attendance at an event: its code, who came, and what officers write by hand."""

import base64

import qrcode
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from qrcode.image.svg import SvgPathImage

from accounts.login_limits import network_of
from accounts.models import User
from clubs.directory.views import get_club_run_by
from clubs.events.attendance_codes import current_code, seconds_to_change
from clubs.events.forms import AttendanceCodeForm, GuestsForm
from clubs.events.models.attending import WrongCode
from clubs.events.views.events import get_event
from kclub import rate_limits
from kclub.shortcuts import parse_number, render_page, search_text, see_other

PEOPLE_PER_PAGE = 50
REFRESH_SECONDS = 10  # of the page without scripts


@login_required
@require_safe
def event_attendance(request, slug, pk):
    """Show the code of the event while people can attend, and who came; for officers."""
    return show_attendance(request, get_event_run_by(request.user, slug, pk))


@login_required
@require_POST
def event_guests(request, slug, pk):
    """Set the number of guests; for officers."""
    event = get_event_run_by(request.user, slug, pk)
    form = GuestsForm(request.POST)
    if not form.is_valid():
        return show_attendance(request, event, form)
    event.count_guests(form.cleaned_data["guest_count"], by=request.user)
    messages.success(request, _("손님 수를 적었어요."))
    return see_other("clubs:event-attendance", slug, pk)


@login_required
def event_attendance_add(request, slug, pk):
    """List who is not down as present, filtered by `?q=`; POST adds the `user`. For officers."""
    event = get_event_run_by(request.user, slug, pk)
    event.ensure_attendance_is_kept_by(request.user)
    if request.method == "POST":
        user = get_user(request)
        event.record_attendance(user, by=request.user)
        messages.success(request, _("%(name)s님의 출석을 적었어요.") % {"name": user})
        return see_other("clubs:event-attendance-add", slug, pk)
    query = search_text(request.GET)
    absent = event.absent().named_like(query) if query else event.absent()
    page = Paginator(absent, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    context = {"club": event.club, "event": event, "page": page, "query": query}
    return render_page(request, "clubs/events/event_attendance_add.html#absent", context)


@login_required
@require_POST
def event_attendance_take_back(request, slug, pk):
    """Take back the attendance of the `user` that an officer has added; for officers."""
    event = get_event_run_by(request.user, slug, pk)
    user = get_user(request)
    event.take_attendance_back(user, by=request.user)
    messages.success(request, _("%(name)s님의 출석을 되돌렸어요.") % {"name": user})
    return see_other("clubs:event-attendance", slug, pk)


@login_required
def event_attend(request, slug, pk):
    """Ask for the code, which may come as `?code=` from a QR code; POST attends."""
    event = get_event(request.user, slug, pk)
    event.ensure_may_attend(request.user)
    event.ensure_attendance_is_open()
    if request.method == "POST":
        form = AttendanceCodeForm(request.POST)
    else:
        form = AttendanceCodeForm(initial={"code": request.GET.get("code", "")})
    if form.is_valid() and attended(request, event, form):
        messages.success(request, _("출석했어요."))
        return see_other(event)
    context = {"club": event.club, "event": event, "form": form}
    context["attendance"] = event.attendance_of(request.user)
    status = 422 if form.errors else 200
    return render_page(request, "clubs/events/event_attend.html", context, status=status)


@login_required
@require_POST
def event_attendance_strike(request, slug, pk):
    """Strike the viewer out of those who came, or undo it without `strike=`; for themselves."""
    own = request.user.attendances.select_related("event__club")
    attendance = get_object_or_404(own, event=pk, event__club__slug=slug)
    if request.POST.get("strike"):
        attendance.strike()
    else:
        attendance.unstrike()
    return see_other(attendance.event)


def attended(request, event, form):
    """Attend with the code of the form. Return whether it was the right one; errors are the form's.

    Raises RateLimited for somebody who guesses.
    """
    attempt = rate_limits.attempt(
        ("attendance-code", request.user.pk, event.pk),
        ("attendance-codes", network_of(request), event.pk),
    )
    try:
        event.attend(request.user, form.cleaned_data["code"])
    except WrongCode as refusal:
        form.add_error("code", str(refusal))
        return False
    attempt.succeeded()
    return True


def show_attendance(request, event, form=None):
    """Render who came to the event, and its code while it counts."""
    form = form or GuestsForm(initial={"guest_count": event.guest_count})
    attendances = event.attendances.select_related("user", "recorded_by")
    context = {
        "club": event.club,
        "event": event,
        "form": form,
        "attendances": attendances,
        "came_count": sum(each.struck_at is None for each in attendances),
        "expected": event.absent().filter(is_expected=True),
        "refresh_seconds": REFRESH_SECONDS if "refresh" in request.GET else None,
    }
    if event.attendance_is_open:
        context |= code_context(request, event)
    status = 422 if form.errors else 200
    return render_page(request, "clubs/events/event_attendance.html#now", context, status=status)


def code_context(request, event):
    """Return the present code of the event, and what a page shows with it."""
    code = current_code(event)
    path = reverse("clubs:event-attend", args=[event.club.slug, event.pk])
    address = request.build_absolute_uri(f"{path}?code={code}")
    picture = base64.b64encode(qrcode.make(address, image_factory=SvgPathImage).to_string())
    return {
        "code": f"{code[:3]} {code[3:]}",
        "seconds_to_change": seconds_to_change(),
        "qr": f"data:image/svg+xml;base64,{picture.decode()}",
    }


def get_event_run_by(user, slug, pk):
    """Return the event of the club; 404 if there is none, 403 unless `user` is an officer."""
    club = get_club_run_by(user, slug)
    event = get_object_or_404(club.events, pk=pk)
    event.club = club
    event.ensure_attendance_has_begun()
    return event


def get_user(request):
    """Return the user whose number was sent as `user`; 404 if there is none."""
    return get_object_or_404(User, pk=parse_number(request.POST.get("user")))
