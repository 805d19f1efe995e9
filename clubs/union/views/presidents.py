"""Clubs whose president cannot or shall not go on: claims, and replacements by two of the union."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.models import Club
from clubs.people.models.claims import Claim
from clubs.union.forms import DeclineForm, ReplacementForm
from clubs.union.models import Replacement
from clubs.union.views.dashboard import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
@require_safe
def presidents(request):
    """Who wants to be president where none acts, and replacements that need a second yes."""
    ensure_union(request.user)
    people = ["club__president", "successor", "asked_by"]
    context = {
        "claims": Claim.objects.undecided().select_related("club__president", "claimant"),
        "replacements": Replacement.objects.undecided().select_related(*people),
    }
    return render_page(request, "clubs/union/presidents.html", context)


@login_required
@require_POST
def claim_grant(request, pk):
    """Make the claimant president."""
    ensure_union(request.user)
    claim = get_object_or_404(Claim, pk=pk)
    claim.grant(by=request.user)
    messages.success(request, _("%(name)s님이 회장이 됐어요.") % {"name": claim.claimant})
    return see_other("union:presidents")


@login_required
@require_POST
def claim_decline(request, pk):
    """Leave the club as it is, with a reason."""
    ensure_union(request.user)
    claim = get_object_or_404(Claim, pk=pk)
    form = DeclineForm(request.POST)
    if form.is_valid():
        claim.decline(request.user, **form.cleaned_data)
        messages.success(request, _("거절했어요. 까닭을 알렸어요."))
    else:
        messages.error(request, _("까닭을 적어야 거절할 수 있어요."))
    return see_other("union:presidents")


@login_required
def replace(request, slug):
    """The page to propose another president; POST proposes."""
    ensure_union(request.user)
    club = get_object_or_404(Club.objects.select_related("president"), slug=slug)
    form = ReplacementForm(request.POST or None, club=club)
    if form.is_valid():
        Replacement.ask(club, by=request.user, **form.cleaned_data)
        messages.success(request, _("제안했어요. 연합회의 다른 한 명이 확인하면 바뀌어요."))
        return see_other("union:presidents")
    context = {"club": club, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/replace.html", context, status=status)


@login_required
@require_POST
def replacement_confirm(request, pk):
    """The second yes."""
    ensure_union(request.user)
    replacement = get_object_or_404(Replacement, pk=pk)
    replacement.confirm(by=request.user)
    messages.success(request, _("%(name)s님이 회장이 됐어요.") % {"name": replacement.successor})
    return see_other("union:presidents")


@login_required
@require_POST
def replacement_drop(request, pk):
    """Rather not."""
    ensure_union(request.user)
    get_object_or_404(Replacement, pk=pk).drop(by=request.user)
    messages.success(request, _("그만두었어요."))
    return see_other("union:presidents")
