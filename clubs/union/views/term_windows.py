"""The page on which the union says when something may be done in a term."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import Term
from clubs.term.models import Window, window_label
from clubs.union.forms.term_windows import TermWindowForm
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
def term_window(request, code, kind):
    """Show when something of this kind may be done in a term; POST sets it, or makes it longer.

    `?number=` names a round of activity reports.
    """
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    if kind not in Window.Kind.values:
        raise Http404
    number = round_number(term, kind, request.GET.get("number", "1"))
    window = term.windows.filter(kind=kind, number=number).first()
    form = TermWindowForm(kind, request.POST or None, instance=window)
    if form.is_valid():
        Window.objects.set(term, kind, number=number, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("union:term", code)
    status = 422 if form.errors else 200
    context = {"term": term, "form": form, "window": window_label(kind, number)}
    return render_page(request, "clubs/union/term_window.html", context, status=status)


def round_number(term, kind, number):
    """Return the number of a window there is or may be next; raise Http404 for others."""
    rounds = term.windows.filter(kind=kind).count() if kind == Window.Kind.REPORT else 0
    if number not in map(str, range(1, rounds + 2)):
        raise Http404
    return int(number)
