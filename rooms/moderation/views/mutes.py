"""Mutes: people who may only read in a room for a while."""

from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kclub.shortcuts import see_other
from rooms.moderation.forms import MuteForm
from rooms.moderation.views.base import get_person, see_occupants


@login_required
@require_POST
def mute(request, slug, username):
    """Let a person only read for a while."""
    occupancy, person = get_person(request.user, slug, username)
    form = MuteForm(request.POST)
    if not form.is_valid():
        return see_other("rooms:occupant", slug, username)
    occupancy.room.mute(person, by=request.user, until=form.until())
    return see_occupants(request, slug, _("%(name)s님은 잠시 읽기만 할 수 있어요."), person)


@login_required
@require_POST
def unmute(request, slug, username):
    """Let a person post again."""
    occupancy, person = get_person(request.user, slug, username)
    occupancy.room.unmute(person, by=request.user)
    return see_occupants(request, slug, _("%(name)s님이 다시 말할 수 있어요."), person)
