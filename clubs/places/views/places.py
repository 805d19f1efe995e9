"""The pages of places: the list and the week for students, and setting them up for the union."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.directory.models import Club
from clubs.events.days import parse_day
from clubs.places.forms import PlaceForm
from clubs.places.models.bookings import Booking
from clubs.places.models.places import Place
from clubs.places.week import Week
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
@require_safe
def places(request):
    """List the places that clubs may book; for verified students and the union."""
    ensure_may_see(request.user)
    context = {"places": Place.objects.visible_to(request.user)}
    return render_page(request, "clubs/places/places.html", context)


@login_required
@require_safe
def place(request, pk):
    """Show a week of a place, of the day `?week=2026-12-06` or of today: who has it, what is free."""
    ensure_may_see(request.user)
    place = get_object_or_404(Place.objects.visible_to(request.user), pk=pk)
    week = Week(place, parse_day(request.GET.get("week", "")) or timezone.localdate())
    mine = set(Club.objects.run_by(request.user).values_list("pk", flat=True))
    context = {
        "place": place,
        "week": week,
        "days": week.days(),
        "mine": mine,
        "may_book": bool(mine) and place.is_open,
    }
    return render_page(request, "clubs/places/place.html", context)


@login_required
@require_safe
def places_manage(request):
    """List all places, and the bookings that wait for the union."""
    ensure_union(request.user)
    asked = Booking.objects.asked().select_related("place", "club")
    context = {"places": Place.objects.all(), "asked": asked}
    return render_page(request, "clubs/places/places_manage.html", context)


@login_required
def place_edit(request, pk=None):
    """Show the form of a place, or of a new one; POST saves it. For the union."""
    ensure_union(request.user)
    place = get_object_or_404(Place, pk=pk) if pk else None
    form = PlaceForm(request.POST or None, instance=place)
    if form.is_valid():
        form.save()
        messages.success(request, _("저장했어요."))
        return see_other("places-manage")
    context = {"place": place, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/places/place_edit.html", context, status=status)


def ensure_may_see(user):
    """Raise Refused unless the user is verified or of the union."""
    if not user.is_staff:
        user.ensure_verified(_("학교 메일을 인증하면 볼 수 있어요."))
