"""Bans from a room."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rooms.directory.models.ranks import Rank
from rooms.directory.views.base import get_occupancy_of_rank
from rooms.moderation.forms import BanForm
from rooms.moderation.views.base import get_person, see_occupants
from rooms.moderation.views.occupants import show_occupant

BANS_PER_PAGE = 50


@login_required
@require_safe
def bans(request, slug):
    """List the people who may not enter the room, and why; for owner and moderators."""
    occupancy = get_occupancy_of_rank(request.user, slug)
    bans = occupancy.room.bans.select_related("user", "by")
    context = {
        "room": occupancy.room,
        "occupancy": occupancy,
        "page": Paginator(bans, BANS_PER_PAGE).get_page(request.GET.get("page")),
        "is_owner": occupancy.rank == Rank.OWNER,
    }
    return render(request, "rooms/moderation/bans.html", context)


@login_required
@require_POST
def ban(request, slug, username):
    """Remove a person for good, with a reason they will read."""
    occupancy, person = get_person(request.user, slug, username, Rank.OWNER)
    form = BanForm(request.POST)
    if not form.is_valid():
        return show_occupant(request, occupancy, person, form)
    occupancy.room.ban(person, by=request.user, reason=form.cleaned_data["reason"])
    sentence = _("%(name)s님은 이제 이 방에 들어올 수 없어요.")
    return see_occupants(request, slug, sentence, person)


@login_required
@require_POST
def unban(request, slug, username):
    """Let a person enter again."""
    occupancy, person = get_person(request.user, slug, username, Rank.OWNER)
    occupancy.room.unban(person, by=request.user)
    return see_occupants(request, slug, _("%(name)s님이 다시 들어올 수 있어요."), person)
