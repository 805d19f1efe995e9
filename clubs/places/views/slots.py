"""The page on which the union grants the same hours of every week, and ends them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.places.forms import SlotForm
from clubs.places.models.places import Place
from clubs.places.models.slots import Slot
from clubs.union.permissions import ensure_union
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other


@login_required
def slots(request, pk):
    """List the slots of a place, with the form to grant one; POST grants. For the union."""
    ensure_union(request.user)
    place = get_object_or_404(Place, pk=pk)
    form = SlotForm(place, request.POST or None)
    if form.is_valid():
        try:
            Slot.objects.grant(place, by=request.user, **form.arguments())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("이번 학기가 끝날 때까지 예약했어요."))
            return see_other("slots", pk)
    running = place.slots.running().select_related("club", "term")
    context = {"place": place, "form": form, "slots": running}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/places/slots.html", context, status=status)


@login_required
@require_POST
def slot_end(request, pk):
    """End a slot, for the `reason` in the form; for the union."""
    ensure_union(request.user)
    slot = get_object_or_404(Slot.objects.select_related("club", "place"), pk=pk)
    slot.end(request.user, request.POST.get("reason", ""))
    messages.success(request, _("앞으로의 예약을 취소했어요."))
    return see_other("slots", slot.place_id)
