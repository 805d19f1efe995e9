"""The union's dashboard, on which new clubs are approved or returned."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.models import Club
from clubs.union.forms.clubs import ReturnForm
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other

DECIDED_CLUBS_SHOWN = 20


@login_required
@require_safe
def dashboard(request):
    """List the submitted clubs, the oldest first, and the clubs decided lately."""
    ensure_union(request.user)
    return show_dashboard(request)


@login_required
@require_POST
def club_approve(request, slug):
    """Open a club to everyone."""
    ensure_union(request.user)
    club = get_object_or_404(Club, slug=slug)
    club.approve(by=request.user)
    messages.success(request, _("%(club)s 동아리를 열었어요.") % {"club": club})
    return see_other("union:dashboard")


@login_required
@require_POST
def club_return(request, slug):
    """Return a club to its founder, with a reason."""
    ensure_union(request.user)
    club = get_object_or_404(Club, slug=slug)
    form = ReturnForm(request.POST, auto_id=f"{slug}-%s")
    if not form.is_valid():
        return show_dashboard(request, club, form)
    club.send_back(by=request.user, **form.cleaned_data)
    messages.success(request, _("%(club)s 동아리를 돌려보냈어요.") % {"club": club})
    return see_other("union:dashboard")


def show_dashboard(request, returned=None, form=None):
    """Render the dashboard; the club `returned` gets the invalid `form`."""
    waiting = list(Club.objects.submitted().select_related("category", "president"))
    for club in waiting:
        invalid = form if club == returned else None
        club.form = invalid or ReturnForm(auto_id=f"{club.slug}-%s")
    decided = Club.objects.decided().select_related("category", "decided_by")
    context = {"waiting": waiting, "decided": decided[:DECIDED_CLUBS_SHOWN], "form": form}
    status = 422 if form else 200
    return render_page(request, "clubs/union/dashboard.html#live", context, status=status)
