"""The page on which the union decides claims to a presidency and sees replacements."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.people.models.claims import Claim
from clubs.union.forms.claims import DeclineForm
from clubs.union.models.replacements import Replacement
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
@require_safe
def claims(request):
    """List the undecided claims, and the replacements that a second member must confirm."""
    ensure_union(request.user)
    return show_claims(request)


def show_claims(request, forms=None):
    """Render the page; `forms` maps the key of a claim to the invalid DeclineForm that comes back."""
    claims = Claim.objects.undecided().select_related("club__president", "claimant")
    for claim in claims:
        claim.form = (forms or {}).get(claim.pk) or DeclineForm(auto_id=f"id_%s_{claim.pk}")
    related = ["club__president", "successor", "asked_by"]
    replacements = Replacement.objects.undecided().select_related(*related)
    context = {"claims": claims, "replacements": replacements}
    status = 422 if forms else 200
    return render_page(request, "clubs/union/claims.html#live", context, status=status)


@login_required
@require_POST
def claim_grant(request, pk):
    """Grant a claim, which makes the claimant president."""
    ensure_union(request.user)
    claim = get_object_or_404(Claim, pk=pk)
    claim.grant(by=request.user)
    messages.success(request, _("%(name)s님이 회장이 됐어요.") % {"name": claim.claimant})
    return see_other("union:claims")


@login_required
@require_POST
def claim_decline(request, pk):
    """Decline a claim, with a reason."""
    ensure_union(request.user)
    claim = get_object_or_404(Claim, pk=pk)
    form = DeclineForm(request.POST, auto_id=f"id_%s_{pk}")
    if not form.is_valid():
        return show_claims(request, {claim.pk: form})
    claim.decline(request.user, **form.cleaned_data)
    messages.success(request, _("거절했어요. 이유를 알렸어요."))
    return see_other("union:claims")
