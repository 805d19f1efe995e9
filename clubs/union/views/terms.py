"""The pages on which the union makes terms and sets their days."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import Term
from clubs.term.models import Window, window_label
from clubs.union.forms.terms import TermDaysForm, TermForm
from clubs.union.permissions import ensure_union
from kclub.errors import Conflict
from kclub.shortcuts import render_page, see_other


@login_required
def terms(request):
    """List the terms; POST makes one."""
    ensure_union(request.user)
    form = TermForm(request.POST or None)
    if form.is_valid():
        try:
            Term.objects.add(**form.cleaned_data)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            messages.success(request, _("학기를 만들었어요."))
            return see_other("union:terms")
    context = {"terms": Term.objects.all(), "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/terms.html", context, status=status)


@login_required
def term(request, code):
    """Show the days and windows of a term; POST changes its days."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    form = TermDaysForm(request.POST or None, instance=Term.objects.get(pk=term.pk))
    if form.is_valid():
        try:
            term.move(**form.cleaned_data)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            messages.success(request, _("저장했어요."))
            return see_other("union:terms")
    context = {
        "term": term,
        "form": form,
        "windows": windows_of(term),
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/union/term.html", context, status=status)


def windows_of(term):
    """Return [(kind, number, label, Window or None)]; of activity reports all rounds and one more."""
    windows = {(window.kind, window.number): window for window in term.windows.all()}
    rounds = sum(kind == Window.Kind.REPORT for kind, _number in windows)
    slots = [(kind, 1) for kind in Window.Kind.values if kind != Window.Kind.REPORT]
    slots += [(Window.Kind.REPORT.value, number) for number in range(1, rounds + 2)]
    return [(*slot, window_label(*slot), windows.get(slot)) for slot in slots]
