"""The pages on which a club appeals, and the union decides about it or reopens what it accepted."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from clubs.directory.views import get_club_run_by
from clubs.registration.forms import AppealDecisionForm, AppealForm, ReopeningForm
from clubs.registration.models.appeals import Appeal, appeal_until
from clubs.registration.models.registrations import Registration
from clubs.registration.views.registration import term_to_register
from clubs.union.permissions import ensure_union
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other


@login_required
def appeal(request, slug):
    """Show the decision and the form to appeal; POST appeals. For the president."""
    club = get_club_run_by(request.user, slug)
    if request.user.pk != club.president_id:
        raise Refused(_("회장만 이의를 신청할 수 있어요."))
    registration = get_object_or_404(club.registrations, term=term_to_register(club))
    form = AppealForm(request.POST or None)
    if form.is_valid():
        Appeal.objects.make(registration, request.user, **form.cleaned_data)
        messages.success(request, _("이의를 신청했어요. 다른 사람이 다시 봐요."))
        return see_other(registration)
    context = {
        "club": club,
        "registration": registration,
        "until": appeal_until(registration),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/registration/appeal.html", context, status=status)


@login_required
def appeal_review(request, code, slug):
    """Show the appeal of a club and the form to decide about it; POST decides, finally."""
    ensure_union(request.user)
    registration = get_registration(code, slug)
    appeal = get_object_or_404(Appeal, pk=getattr(registration.appeals.last(), "pk", None))
    form = AppealDecisionForm(request.POST or None)
    if form.is_valid():
        appeal.decide(request.user, **form.cleaned_data)
        messages.success(request, _("결정했어요. 회장에게 알렸어요."))
        return see_other("registrations", code)
    context = {"registration": registration, "term": registration.term, "appeal": appeal}
    context |= {"form": form, "is_second": request.user.pk != registration.decided_by_id}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/registration/appeal_review.html", context, status=status)


@login_required
def reopening(request, code, slug):
    """Say what reopening an accepted registration means; POST reopens it."""
    ensure_union(request.user)
    registration = get_registration(code, slug)
    form = ReopeningForm(request.POST or None)
    if form.is_valid():
        registration.reopen(request.user, form.cleaned_data["reason"])
        messages.success(request, _("다시 열었어요. 회장에게 알렸어요."))
        return see_other("registrations", code)
    context = {"registration": registration, "term": registration.term, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/registration/reopening.html", context, status=status)


def get_registration(code, slug):
    """Return the registration of a club in a term; 404 if there is none."""
    found = Registration.objects.select_related("club__president", "term", "decided_by")
    return get_object_or_404(found, term__code=code, club__slug=slug)
