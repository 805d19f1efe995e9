"""Cases the union decides, and access to the messages around them."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from clubs.moderation.models.cases import Case
from clubs.moderation.views import cases as club_cases
from clubs.union.forms.cases import EvidenceAccessForm
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
@require_safe
def cases(request):
    """Undecided cases of the union, and decided ones."""
    ensure_union(request.user)
    found = Case.objects.of_union().decidable_by(request.user)
    context = club_cases.case_lists(found) | {"union": True}
    return render_page(request, "clubs/union/cases.html#cases", context)


@login_required
def case(request, pk):
    """One case; the messages around it are shown once a reason is given by POST."""
    case = get_case(request.user, pk)
    form = EvidenceAccessForm(request.POST or None)
    if form.is_valid():
        case.access_context(request.user, **form.cleaned_data)
        return see_other("union:case", pk)
    context = {"case": case, "form": form}
    if case.target and case.may_read_context(request.user):
        context["around"] = case.target.context_messages
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/case.html", context, status=status)


@login_required
@require_POST
def case_decide(request, pk):
    """Decide a case."""
    club_cases.decide(request, get_case(request.user, pk))
    return see_other("union:cases")


def get_case(user, pk):
    """Return the case. Raises Refused for all but the union, 404 unless it is theirs to decide."""
    ensure_union(user)
    return get_object_or_404(Case.objects.of_union().decidable_by(user).for_list(), pk=pk)
