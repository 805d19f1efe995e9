"""Invites: make, follow and revoke links into a room."""

from django.contrib import messages as flashes
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kclub.shortcuts import see_other
from rooms.directory.forms.invites import InviteForm
from rooms.directory.models.invites import Invite
from rooms.directory.views.base import get_occupancy_of_rank
from rooms.directory.views.rooms import render_entry

MAX_LISTED_INVITES = 50  # the newest ones


@login_required
def invites(request, slug):
    """List the invites of the room; POST makes one. For its owner and moderators."""
    occupancy = get_occupancy_of_rank(request.user, slug)
    room = occupancy.room
    form = InviteForm(request.POST or None)
    if form.is_valid():
        room.invite(request.user, **form.terms())
        flashes.success(request, _("초대 링크를 만들었어요. 복사해서 보내 주세요."))
        return see_other("rooms:invites", slug)
    usable = room.invites.usable().select_related("by")[:MAX_LISTED_INVITES]
    links = [(invite, request.build_absolute_uri(invite.get_absolute_url())) for invite in usable]
    context = {"room": room, "occupancy": occupancy, "form": form, "links": links}
    status = 422 if form.errors else 200
    return render(request, "rooms/directory/invites.html", context, status=status)


@login_required
def invited(request, slug, token):
    """Show the room to a user who has followed an invite; POST enters it."""
    invite = get_invite(slug, token)
    room = invite.room
    if request.method == "POST":
        room.admit(request.user, invite=invite)
    elif not room.is_occupied_by(request.user):
        return render_entry(request, room, invite=invite)
    return see_other(room)


@login_required
@require_POST
def revoke(request, slug, token):
    """Revoke an invite; for owner and moderators."""
    room = get_occupancy_of_rank(request.user, slug).room
    room.revoke(get_object_or_404(room.invites, token=token), by=request.user)
    flashes.success(request, _("초대 링크를 없앴어요."))
    return see_other("rooms:invites", slug)


def get_invite(slug, token):
    """Return the Invite of that token into that room, or 404."""
    invites = Invite.objects.select_related("room__club", "by")
    invite = get_object_or_404(invites, room__slug=slug, token=token)
    invite.room.occupant_count = invite.room.occupancies.count()
    return invite
