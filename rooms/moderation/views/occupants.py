"""The page of one occupant, for owner and moderators, with the actions on that person."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rooms.directory.models.ranks import Rank
from rooms.moderation.forms import BanForm, MuteForm
from rooms.moderation.views.base import get_person, see_occupants


@login_required
@require_safe
def occupant(request, slug, username):
    """Show one person and the actions on them; for owner and moderators."""
    return show_occupant(request, *get_person(request.user, slug, username))


def show_occupant(request, occupancy, person, ban_form=None):
    """Render the page of a person; `ban_form` is an invalid BanForm, or None."""
    room = occupancy.room
    their_occupancy = room.occupancies.filter(user=person).first()
    their_rank = their_occupancy.rank if their_occupancy else Rank.NONE
    context = {
        "room": room,
        "person": person,
        "their_occupancy": their_occupancy,
        "ban": room.bans.filter(user=person).select_related("by").first(),
        "outranked": occupancy.rank > their_rank,
        "is_owner": occupancy.rank == Rank.OWNER,
        "mute_form": MuteForm(),
        "ban_form": ban_form or BanForm(),
    }
    status = 422 if ban_form else 200
    return render(request, "rooms/moderation/occupant.html", context, status=status)


@login_required
@require_POST
def kick(request, slug, username):
    """Remove a person, who may come back."""
    occupancy, person = get_person(request.user, slug, username)
    occupancy.room.kick(person, by=request.user)
    return see_occupants(request, slug, _("%(name)s님을 내보냈어요."), person)


@login_required
@require_POST
def appoint(request, slug, username):
    """Make a person a moderator; with `moderator=0` an ordinary occupant again."""
    occupancy, person = get_person(request.user, slug, username, Rank.OWNER)
    moderator = request.POST.get("moderator") != "0"
    occupancy.room.appoint(person, by=request.user, moderator=moderator)
    if moderator:
        return see_occupants(request, slug, _("%(name)s님이 부방장이 됐어요."), person)
    return see_occupants(request, slug, _("%(name)s님은 이제 부방장이 아니에요."), person)


@login_required
@require_POST
def hand_over(request, slug, username):
    """Make a person the owner of the room."""
    occupancy, person = get_person(request.user, slug, username)
    occupancy.room.hand_over(person, by=request.user)
    return see_occupants(request, slug, _("%(name)s님이 방장이 됐어요."), person)
