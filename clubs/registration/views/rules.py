"""The pages on which the union sets what it asks of clubs in a term."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Term
from clubs.registration.forms import RulesForm
from clubs.registration.models.rules import Kind, Rules
from clubs.union.permissions import ensure_union
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other


@login_required
@require_safe
def rules(request, code):
    """List the rules of a term, one for each kind of registration."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    found = {rules.applies_to: rules for rules in term.rules.all()}
    listed = [(kind, label, found.get(kind)) for kind, label in Kind.choices]
    return render_page(request, "clubs/registration/rules.html", {"term": term, "listed": listed})


@login_required
def rules_edit(request, code, kind):
    """Show the rules for one kind of registration; POST sets them, with `publish` for all to see."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    if kind not in Kind.values:
        raise Http404
    rules = Rules.objects.draft_for(term, kind)
    form = RulesForm(request.POST or None, instance=Rules.objects.draft_for(term, kind))
    if form.is_valid():
        publish, reason = "publish" in request.POST, form.cleaned_data["reason"]
        try:
            papers = form.cleaned_data["papers"]
            Rules.objects.set(term, kind, form.numbers, papers, publish=publish, reason=reason)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("기준을 알렸어요.") if publish else _("저장했어요."))
            return see_other("rules", code)
    context = {"term": term, "rules": rules, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/registration/rules_edit.html", context, status=status)
