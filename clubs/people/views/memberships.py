"""The views by which a user leaves a club, and follows one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.directory.views import get_visible_club
from kclub.shortcuts import render_page, see_other


@login_required
def membership_leave(request, slug):
    """End the viewer's membership; GET asks to confirm."""
    club = get_visible_club(request.user, slug)
    if request.method != "POST":
        return render_page(request, "clubs/people/membership_leave.html", {"club": club})
    club.leave(request.user)
    messages.success(request, _("%(club)s에서 나왔어요.") % {"club": club})
    return see_other(club)


@login_required
@require_POST
def follow(request, slug):
    """Follow a club (`follow=1`) or unfollow it (`follow=0`); for verified students."""
    club = get_visible_club(request.user, slug)
    if request.POST.get("follow") == "1":
        club.follow(request.user)
    else:
        club.unfollow(request.user)
    return see_other(club)
