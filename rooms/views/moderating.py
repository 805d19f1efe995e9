"""Keep order in a room: its people, its bans, its settings, its end."""

from copy import copy

from django.contrib import messages as flashes
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from kclub import rate_limits
from kclub.errors import Conflict
from kclub.shortcuts import render_page, see_other
from rooms.forms import BanForm, MuteForm, SettingsForm
from rooms.models import Rank
from rooms.views.showing import get_occupancy

PAGE_PEOPLE = 50


# People ------------------------------------------------------------------------------------


@login_required
@require_safe
def occupants(request, slug):
    """Everybody in the room; who keeps order in it is led on to each of them."""
    mine = get_occupancy(request.user, slug)
    query = request.GET.get("q", "").strip()[:50]
    found = mine.room.occupancies.ranked().named(query)
    page = Paginator(found, PAGE_PEOPLE).get_page(request.GET.get("page"))
    context = {"room": mine.room, "mine": mine, "page": page, "query": query, "Rank": Rank}
    return render_page(request, "rooms/occupants.html#list", context)


@login_required
@require_safe
def occupant(request, slug, username):
    """One person and what may be done about them; for who keeps order in the room."""
    mine, person = get_person(request.user, slug, username)
    room = mine.room
    theirs = room.occupancies.filter(user=person).first()
    context = {
        "room": room,
        "person": person,
        "theirs": theirs,
        "ban": room.bans.filter(user=person).select_related("by").first(),
        "outranked": mine.rank > (theirs.rank if theirs else Rank.NONE),
        "owning": mine.rank == Rank.OWNER,
        "mute_form": MuteForm(),
        "ban_form": BanForm(),
    }
    return render(request, "rooms/occupant.html", context)


@login_required
@require_POST
def kick(request, slug, username):
    """Out of the room; they may come back."""
    mine, person = get_person(request.user, slug, username)
    mine.room.kick(person, by=request.user)
    return done(request, slug, _("%(name)s님을 내보냈어요."), person)


@login_required
@require_POST
def ban(request, slug, username):
    """Out of the room for good, with a reason they will read."""
    mine, person = get_person(request.user, slug, username, Rank.OWNER)
    form = BanForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    mine.room.ban(person, by=request.user, reason=reason)
    return done(request, slug, _("%(name)s님은 이제 이 방에 들어올 수 없어요."), person)


@login_required
@require_POST
def unban(request, slug, username):
    """They may come in again."""
    mine, person = get_person(request.user, slug, username, Rank.OWNER)
    mine.room.unban(person, by=request.user)
    return done(request, slug, _("%(name)s님이 다시 들어올 수 있어요."), person)


@login_required
@require_POST
def mute(request, slug, username):
    """They only read, for a while."""
    mine, person = get_person(request.user, slug, username)
    form = MuteForm(request.POST)
    if not form.is_valid():
        return see_other("rooms:occupant", slug, username)
    mine.room.mute(person, by=request.user, until=form.until())
    return done(request, slug, _("%(name)s님은 잠시 읽기만 할 수 있어요."), person)


@login_required
@require_POST
def unmute(request, slug, username):
    """They may speak again."""
    mine, person = get_person(request.user, slug, username)
    mine.room.unmute(person, by=request.user)
    return done(request, slug, _("%(name)s님이 다시 말할 수 있어요."), person)


@login_required
@require_POST
def appoint(request, slug, username):
    """A moderator from now on; with `moderator=0` no more."""
    mine, person = get_person(request.user, slug, username, Rank.OWNER)
    moderator = request.POST.get("moderator") != "0"
    mine.room.appoint(person, by=request.user, moderator=moderator)
    if moderator:
        return done(request, slug, _("%(name)s님이 부방장이 됐어요."), person)
    return done(request, slug, _("%(name)s님은 이제 부방장이 아니에요."), person)


@login_required
@require_POST
def hand_over(request, slug, username):
    """The room is theirs from now on."""
    mine, person = get_person(request.user, slug, username)
    mine.room.hand_over(person, by=request.user)
    return done(request, slug, _("%(name)s님이 방장이 됐어요."), person)


@login_required
@require_safe
def bans(request, slug):
    """Who may not come in, and why."""
    mine = get_commanding(request.user, slug)
    found = mine.room.bans.select_related("user", "by")
    page = Paginator(found, PAGE_PEOPLE).get_page(request.GET.get("page"))
    context = {"room": mine.room, "mine": mine, "page": page, "owning": mine.rank == Rank.OWNER}
    return render(request, "rooms/bans.html", context)


# The room ----------------------------------------------------------------------------------


@login_required
@sensitive_post_parameters("password")
def settings(request, slug):
    """What the room is called, who may come in, how one talks there; for the owner."""
    mine = get_commanding(request.user, slug, Rank.OWNER)
    room = mine.room
    form = SettingsForm(request.POST or None, instance=copy(room))
    status = 422
    if form.is_valid():
        try:
            if form.cleaned_data.get("password"):
                rate_limits.consume(
                    "room-passwords", request.user.pk
                )  # each is a slow hash, as at the door
            room.edit(request.user, **form.cleaned_data)
            flashes.success(request, _("저장했어요."))
            return see_other("rooms:settings", slug)
        except Conflict as refusal:
            form.add_error("capacity", str(refusal))
            status = refusal.status
    status = status if form.is_bound else 200
    context = {"room": room, "mine": mine, "form": form}
    return render(request, "rooms/settings.html", context, status=status)


@login_required
def close(request, slug):
    """The end of the talk for everybody; the settings have asked whether they are sure."""
    room = get_commanding(request.user, slug, Rank.OWNER).room
    if request.method != "POST":
        return see_other("rooms:settings", slug)
    room.close(by=request.user)
    flashes.success(request, _("채팅을 끝냈어요. 나눈 이야기는 있던 사람들이 계속 볼 수 있어요."))
    return see_other(room)


# Load or refuse ----------------------------------------------------------------------------


def get_commanding(user, slug, rank=Rank.MODERATOR):
    """The user's Occupancy of a room where they have that rank; Refused to others."""
    mine = get_occupancy(user, slug)
    mine.ensure_rank(rank)
    return mine


def get_person(user, slug, username, rank=Rank.MODERATOR):
    """(the user's Occupancy, the User of that name) in a room they keep order in.

    404 unless that person is in the room, has said something there, or is banned.
    """
    mine = get_commanding(user, slug, rank)
    theirs = [
        Exists(rows.filter(room=mine.room, **{who: OuterRef("pk")}))
        for rows, who in [
            (mine.room.occupancies.all(), "user"),
            (mine.room.messages.all(), "author"),
            (mine.room.bans.all(), "user"),
        ]
    ]
    known = get_user_model().objects.filter(theirs[0] | theirs[1] | theirs[2])
    return mine, get_object_or_404(known, username=username)


def done(request, slug, sentence, person):
    """Back to the people of the room, with `sentence` about the person."""
    flashes.success(request, sentence % {"name": person})
    return see_other("rooms:occupants", slug)
