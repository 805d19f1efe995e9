"""The pages on which the union decides cases and gets access to their context."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from clubs.moderation.views import cases as club_cases
from clubs.union.forms.cases import EvidenceAccessForm
from clubs.union.permissions import ensure_union
from clubs.union.todo import cases_of_union
from kclub.shortcuts import render_page, see_other


@login_required
@require_safe
def cases(request):
    """List the undecided and the decided cases of the union."""
    ensure_union(request.user)
    return show_cases(request)


def show_cases(request, forms=None):
    """Render the cases of the union; `forms` are those of `case_lists`."""
    context = club_cases.case_lists(cases_of_union(request.user), forms) | {"union": True}
    status = 422 if forms else 200
    return render_page(request, "clubs/union/cases.html#live", context, status=status)


@login_required
def case(request, pk):
    """Show a case; POST gives the reason that opens its context for a day."""
    case = get_case(request.user, pk)
    form = EvidenceAccessForm(request.POST or None)
    if form.is_valid():
        case.access_context(request.user, **form.cleaned_data)
        return see_other("union:case", pk)
    context = {"case": case, "form": form}
    if case.target and case.may_read_context(request.user):
        context["context_messages"] = case.target.context_messages
        if poll := getattr(case.target, "poll", None):
            poll.name_voters()  # also of an anonymous one
            context["poll"] = poll
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/case.html", context, status=status)


@login_required
@require_POST
def case_decide(request, pk):
    """Decide a case; for the union."""
    case = get_case(request.user, pk)
    form = club_cases.decide(request, case)
    return show_cases(request, {case.pk: form}) if form.errors else see_other("union:cases")


def get_case(user, pk):
    """Return the case; 404 unless `user` may decide it. Raises Refused unless of the union."""
    ensure_union(user)
    return get_object_or_404(cases_of_union(user).for_list(), pk=pk)
