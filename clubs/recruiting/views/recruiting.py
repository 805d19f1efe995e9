"""The page on which officers set how their club recruits."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _

from clubs.directory.views import get_club_run_by
from clubs.recruiting.forms.recruiting import RecruitingForm
from kclub.shortcuts import render_page, see_other


@login_required
def recruiting(request, slug):
    """Show join mode, period and seats; POST changes them. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    form = RecruitingForm(request.POST or None, instance=club)
    if form.is_valid():
        club.recruit(request.user, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("clubs:recruiting", slug)
    club = get_club_run_by(request.user, slug) if form.errors else club
    context = {"club": club, "form": form, "taken": club.seats and club.seats_taken()}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/recruiting/recruiting.html#form", context, status=status)
