"""The pages of bookings: making one, those of a club, and deciding about one for the union."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.models import Club
from clubs.directory.views import get_club_run_by
from clubs.events.days import parse_day
from clubs.places.forms import BookingDecisionForm, BookingForm, clock_of
from clubs.places.models.bookings import Booking
from clubs.places.models.places import Place
from clubs.places.views.places import ensure_may_see
from clubs.union.permissions import ensure_union
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other

PAST_SHOWN = 50  # bookings of a club


@login_required
def booking_new(request, pk):
    """Show the form to book a place, filled in by `?day=…&begins=…`; POST books. For officers."""
    ensure_may_see(request.user)
    place = get_object_or_404(Place.objects.visible_to(request.user), pk=pk)
    clubs = Club.objects.run_by(request.user).filter(status=Club.Status.ACTIVE)
    if not clubs.exists():
        raise Refused(_("회장과 운영진만 예약할 수 있어요."))
    initial = {
        "day": parse_day(request.GET.get("day", "")),
        "begins": clock_of(request.GET.get("begins", "")),
    }
    form = BookingForm(place, clubs.by_name(), request.POST or None, initial=initial)
    if form.is_valid():
        booking = Booking.objects.book(place, by=request.user, **form.arguments())
        asked, held = _("연합회에 물었어요. 답이 오면 알려 드려요."), _("예약했어요.")
        messages.success(request, asked if booking.is_asked else held)
        return see_other(booking)
    context = {"place": place, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/places/booking_new.html", context, status=status)


@login_required
@require_safe
def bookings(request, slug):
    """List the bookings of the club, those to come first; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    of_club, now = club.bookings.select_related("place", "by"), timezone.now()
    context = {
        "club": club,
        "coming": of_club.filter(ends_at__gt=now),
        "past": of_club.filter(ends_at__lte=now).order_by("-starts_at")[:PAST_SHOWN],
    }
    return render_page(request, "clubs/places/bookings.html", context)


@login_required
@require_POST
def booking_cancel(request, slug, pk):
    """Cancel a booking of the club; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    get_object_or_404(club.bookings, pk=pk).cancel(request.user)
    messages.success(request, _("예약을 취소했어요."))
    return see_other("clubs:bookings", slug)


@login_required
@require_POST
def booking_report(request, slug, pk):
    """Say whether the club has used what it booked: `used` is 1 or 0; for its officers."""
    club = get_club_run_by(request.user, slug)
    booking = get_object_or_404(club.bookings, pk=pk)
    booking.report(request.user, used=request.POST.get("used") == "1")
    messages.success(request, _("저장했어요."))
    return see_other("clubs:bookings", slug)


@login_required
def booking(request, pk):
    """Show a booking and the form to decide about it; POST decides. For the union."""
    ensure_union(request.user)
    booking = get_object_or_404(Booking.objects.select_related("place", "club", "by"), pk=pk)
    form = BookingDecisionForm(booking, request.POST or None)
    if form.is_valid():
        decide(booking, request.user, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("places-manage")
    context = {"booking": booking, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/places/booking.html", context, status=status)


def decide(booking, by, verb, reason):
    """Call the verb of the booking that a form names."""
    if verb == "agree":
        booking.agree(by)
    elif verb == "decline":
        booking.decline(by, reason)
    elif verb == "revoke":
        booking.revoke(by, reason)
    else:
        booking.report(by, used=verb == "used")
