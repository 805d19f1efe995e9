"""The page on which the union says when something may be done in a term."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import Term
from clubs.term.models import Window
from clubs.union.forms.term_windows import TermWindowForm
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
def term_window(request, code, kind):
    """Show when something of this kind may be done in a term; POST sets it, or makes it longer."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    if kind not in Window.Kind.values:
        raise Http404
    window = term.windows.filter(kind=kind).first()
    form = TermWindowForm(kind, request.POST or None, instance=window)
    if form.is_valid():
        Window.objects.set(term, kind, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("union:term", code)
    status = 422 if form.errors else 200
    context = {"term": term, "form": form, "window": Window.Kind(kind).label}
    return render_page(request, "clubs/union/term_window.html", context, status=status)
