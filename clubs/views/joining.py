"""Coming into a club and going again: join, withdraw, leave, follow."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.forms.applications import ApplicationForm
from clubs.models import Club
from clubs.standing import standing_of
from clubs.views.clubs import get_visible_club
from kclub import limits
from kclub.refusals import Refused
from kclub.shortcuts import render_page, see_other


@login_required
def join(request, slug):
    """The way into a club, or the application that waits; for verified students.

    POST joins an open club at once and applies to the others. When the door has closed
    meanwhile the form comes back as it was filled in.
    """
    club = get_visible_club(request.user, slug)
    mine = standing_of(request, club)
    if mine.is_member:
        return see_other(club)
    if mine.application:
        context = {"club": club, "application": mine.application}
        return render_page(request, "clubs/application.html", context)
    if request.method != "POST":
        club.refuse_applicant(request.user)
        return show_form(request, club, ApplicationForm(club))
    if club.join_mode == Club.JoinMode.OPEN:
        club.join(request.user)
        messages.success(
            request, _("%(club)s 부원이 됐어요. 첫인사를 남겨 보세요.") % {"club": club}
        )
        return see_other(club)
    return apply(request, club)


def apply(request, club):
    form = ApplicationForm(club, request.POST)
    if not form.is_valid():
        return show_form(request, club, form, status=422)
    try:
        limits.hit("apply", request.user.pk)
        application = club.apply(request.user, **form.application)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show_form(request, club, form, status=refusal.status)
    messages.success(
        request, _("지원했어요. 접수 번호는 %(receipt)s예요.") % {"receipt": application.receipt}
    )
    return see_other(club)


def show_form(request, club, form, status=200):
    context = {"club": club, "form": form}
    return render_page(request, "clubs/apply.html#form", context, status=status)


@login_required
def withdraw(request, slug):
    """Take one's application back; GET asks whether one means it."""
    club = get_visible_club(request.user, slug)
    if request.method != "POST":
        return render_page(request, "clubs/withdraw.html", {"club": club})
    if application := standing_of(request, club).application:
        application.withdraw()
        messages.success(request, _("지원서를 거둬들였어요."))
    return see_other(club)


@login_required
def leave(request, slug):
    """Stop being a member; GET asks whether one means it."""
    club = get_visible_club(request.user, slug)
    if request.method != "POST":
        return render_page(request, "clubs/leave.html", {"club": club})
    club.leave(request.user)
    messages.success(request, _("%(club)s에서 나왔어요.") % {"club": club})
    return see_other(club)


@login_required
@require_POST
def follow(request, slug):
    """Hear of a club (`follow=1`) or no longer (`follow=0`); for verified students."""
    club = get_visible_club(request.user, slug)
    if request.POST.get("follow") == "1":
        club.follow(request.user)
    else:
        club.unfollow(request.user)
    return see_other(club)
