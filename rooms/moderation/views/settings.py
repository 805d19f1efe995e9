"""The settings of a room, and closing it; for the owner."""

from copy import copy

from django.contrib import messages as flashes
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from kclub import rate_limits
from kclub.errors import Conflict
from kclub.shortcuts import see_other
from rooms.directory.models.ranks import Rank
from rooms.directory.views.base import get_occupancy_of_rank
from rooms.moderation.forms import SettingsForm


@login_required
@sensitive_post_parameters("password")
def settings(request, slug):
    """Show and change the name of the room, who may enter, and who may post."""
    occupancy = get_occupancy_of_rank(request.user, slug, Rank.OWNER)
    room = occupancy.room
    form = SettingsForm(request.POST or None, instance=copy(room))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            save_settings(request, room, form)
            return see_other("rooms:settings", slug)
        except Conflict as refusal:
            form.add_error("capacity", str(refusal))
            status = refusal.status
    context = {"room": room, "occupancy": occupancy, "form": form}
    return render(request, "rooms/moderation/settings.html", context, status=status)


def save_settings(request, room, form):
    """Save a valid form. Raises Conflict if the capacity is too small."""
    if form.cleaned_data.get("password"):
        # Each password is a slow hash, as on entering.
        rate_limits.consume("room-passwords", request.user.pk)
    room.edit(request.user, **form.cleaned_data)
    flashes.success(request, _("저장했어요."))


@login_required
def close(request, slug):
    """Close the room for everybody; the settings page has asked for confirmation."""
    room = get_occupancy_of_rank(request.user, slug, Rank.OWNER).room
    if request.method != "POST":
        return see_other("rooms:settings", slug)
    room.close(by=request.user)
    flashes.success(request, _("채팅을 끝냈어요. 나눈 이야기는 있던 사람들이 계속 볼 수 있어요."))
    return see_other(room)
