"""Links into a room: made, followed and taken back."""

from django.contrib import messages as flashes
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kclub.shortcuts import see_other
from rooms.forms import InviteForm
from rooms.models import Invite
from rooms.views.entering import door
from rooms.views.moderating import get_commanding

SHOWN = 50  # as many links are listed, the newest first


@login_required
def invites(request, slug):
    """The links into the room; POST makes one. For its owner and moderators."""
    mine = get_commanding(request.user, slug)
    room = mine.room
    form = InviteForm(request.POST or None)
    if form.is_valid():
        room.invite(request.user, **form.terms())
        flashes.success(request, _("초대 링크를 만들었어요. 복사해서 보내 주세요."))
        return see_other("rooms:invites", slug)
    good = room.invites.good().select_related("by")[:SHOWN]
    links = [(invite, request.build_absolute_uri(invite.get_absolute_url())) for invite in good]
    context = {"room": room, "mine": mine, "form": form, "links": links}
    return render(request, "rooms/invites.html", context, status=422 if form.errors else 200)


@login_required
def invited(request, slug, token):
    """The door of a room to who was sent a link; POST goes in."""
    invite = get_invite(slug, token)
    room = invite.room
    if request.method == "POST":
        room.admit(request.user, invite=invite)
    elif not room.is_occupied_by(request.user):
        return door(request, room, invite=invite)
    return see_other(room)


@login_required
@require_POST
def revoke(request, slug, token):
    """Nobody else comes in with this link."""
    room = get_commanding(request.user, slug).room
    room.revoke(get_object_or_404(room.invites, token=token), by=request.user)
    flashes.success(request, _("초대 링크를 없앴어요."))
    return see_other("rooms:invites", slug)


def get_invite(slug, token):
    """The Invite of that token into that room, or 404."""
    invites = Invite.objects.select_related("room__club", "by")
    invite = get_object_or_404(invites, room__slug=slug, token=token)
    invite.room.occupant_count = invite.room.occupancies.count()
    return invite
