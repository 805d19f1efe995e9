"""The page on which the union gives one club longer to file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import Term
from clubs.directory.models import Club
from clubs.registration.forms import ExtensionForm
from clubs.registration.models.extensions import Extension
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other


@login_required
def extension(request, code, slug):
    """Show how long a club may file; POST gives it longer, also one that has begun nothing."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    club = get_object_or_404(Club.objects.open(), slug=slug)
    form = ExtensionForm(request.POST or None)
    if form.is_valid():
        Extension.objects.give(club, term, request.user, **form.cleaned_data)
        messages.success(request, _("기간을 늘렸어요. 회장에게 알렸어요."))
        return see_other("registrations", code)
    given = Extension.objects.of_term(term).filter(registration__club=club)
    context = {"term": term, "club": club, "form": form, "extensions": given}
    status = 422 if form.errors else 200
    template = "clubs/registration/extension.html"
    return render_page(request, template, context, status=status)
