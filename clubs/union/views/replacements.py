"""The views by which two members of the union replace the president of a club."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.directory.models import Club
from clubs.union.forms.replacements import ReplacementForm
from clubs.union.models.replacements import Replacement
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
def replacement_new(request, slug):
    """Show the form to propose another president; POST proposes them."""
    ensure_union(request.user)
    club = get_object_or_404(Club.objects.select_related("president"), slug=slug)
    form = ReplacementForm(request.POST or None, club=club)
    if form.is_valid():
        Replacement.ask(club, by=request.user, **form.cleaned_data)
        messages.success(request, _("제안했어요. 연합회의 다른 한 명이 확인하면 바뀌어요."))
        return see_other("union:claims")
    context = {"club": club, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/replacement_new.html", context, status=status)


@login_required
@require_POST
def replacement_confirm(request, pk):
    """Confirm a replacement, as the second member of the union."""
    ensure_union(request.user)
    replacement = get_object_or_404(Replacement, pk=pk)
    replacement.confirm(by=request.user)
    messages.success(request, _("%(name)s님이 회장이 됐어요.") % {"name": replacement.successor})
    return see_other("union:claims")


@login_required
@require_POST
def replacement_drop(request, pk):
    """Drop a replacement, so that the club keeps its president."""
    ensure_union(request.user)
    get_object_or_404(Replacement, pk=pk).drop(by=request.user)
    messages.success(request, _("그만두었어요."))
    return see_other("union:claims")
