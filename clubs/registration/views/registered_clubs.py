"""The page of a term that lists the clubs which the union has registered, for everybody."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.models import Term
from clubs.registration.models.extensions import Extension
from clubs.registration.models.registrations import Registration
from kclub.shortcuts import render_page, see_other


@require_safe
def registered_clubs_latest(request):
    """Lead to the registered clubs of the latest term that has any; 404 before the first."""
    latest = terms_with_registered_clubs().first()
    if latest is None:
        raise Http404
    return see_other("registered-clubs", latest.code)


@require_safe
def registered_clubs(request, code):
    """List the clubs that are registered in a term, as what and since when; never who was refused."""
    term = get_object_or_404(Term, code=code)
    registrations = list(Registration.objects.registered_in(term))
    context = {
        "term": term,
        "terms": terms_with_registered_clubs(),
        "registrations": registrations,
        "extensions": Extension.objects.of_term(term),
    }
    return render_page(request, "clubs/registration/registered_clubs.html", context)


def terms_with_registered_clubs():
    """Return the terms in which clubs are registered, the latest first."""
    return Term.objects.filter(registrations__state=Registration.State.ACCEPTED).distinct()
