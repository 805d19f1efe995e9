"""The page on which the union says when members confirm their clubs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import Term
from clubs.term.models import Window
from clubs.union.forms.term_windows import TermWindowForm
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
def term_window(request, code):
    """Show when members of clubs confirm in a term; POST sets it, or makes it longer."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    window = term.windows.filter(kind=Window.Kind.CONFIRM).first()
    form = TermWindowForm(request.POST or None, instance=window)
    if form.is_valid():
        Window.objects.set(term, Window.Kind.CONFIRM, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("union:terms")
    status = 422 if form.errors else 200
    context = {"term": term, "form": form}
    return render_page(request, "clubs/union/term_window.html", context, status=status)
