"""The pages for the meeting of representatives: what it decides about, and what it has resolved."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.models import Term
from clubs.registration.forms import ResolutionForm
from clubs.registration.models.registrations import Registration
from clubs.registration.models.resolutions import Resolution
from clubs.union.permissions import ensure_union
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other


@login_required
def resolution(request, code):
    """Show the resolutions of a term and the clubs that wait; POST records a vote about some."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    form = ResolutionForm(term, request.POST or None)
    if form.is_valid() and record(request, term, form):
        return see_other("resolution", code)
    context = {
        "term": term,
        "form": form,
        "registrations": waiting_in(term),
        "resolutions": Resolution.objects.filter(term=term).prefetch_related("registrations__club"),
    }
    status = 422 if form.errors else 200
    template = "clubs/registration/resolution.html"
    return render_page(request, template, context, status=status)


@login_required
@require_safe
def agenda(request, code):
    """Show the clubs that wait for the meeting, one line each, to be printed."""
    ensure_union(request.user)
    term = get_object_or_404(Term, code=code)
    context = {"term": term, "registrations": waiting_in(term)}
    return render_page(request, "clubs/registration/agenda.html", context)


def waiting_in(term):
    """Return the registrations of the term that wait, by club; the checked ones before the others."""
    found = Registration.objects.filter(term=term).waiting().select_related("club", "term")
    found = found.prefetch_related("submissions").order_by("club__name_key")
    return sorted(found, key=lambda each: each.state != Registration.State.CHECKED)


def record(request, term, form):
    """Record the vote and add a message for the next page; return False where the form says why not."""
    registrations = list(form.cleaned_data["registrations"].select_related("club", "term"))
    try:
        Resolution.objects.record(term, request.user, registrations, **form.vote)
    except Refused as refusal:
        for sentence in str(refusal).splitlines():
            form.add_error(None, sentence)
        return False
    count = len(registrations)
    sentence = ngettext("동아리 %(n)s곳을 결정했어요.", "동아리 %(n)s곳을 결정했어요.", count)
    messages.success(request, sentence % {"n": count})
    return True
