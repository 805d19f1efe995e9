"""The pages on which officers ask an advisor, the advisor answers, and the union helps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clubs.directory.views import get_club_run_by
from clubs.registration.forms import AnswerForm, ConsentForm, OfficeConsentForm
from clubs.registration.models.consents import Consent
from clubs.registration.models.registrations import Registration
from clubs.registration.views.registration import find_registration, term_to_register
from clubs.union.permissions import ensure_union
from kclub import rate_limits
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other, without_traces


@login_required
def consent_new(request, slug):
    """Show the form to ask an advisor; POST asks. For the president and officers."""
    club = get_club_run_by(request.user, slug)
    term = term_to_register(club)
    if term is None:
        raise Refused(_("지금은 학기 중이 아니에요."))
    find_registration(club, term).ensure_may_be_edited_by(request.user)
    form = ConsentForm(request.POST or None)
    if form.is_valid():
        rate_limits.consume("consent", club.pk)
        registration = Registration.objects.begin(club, term)
        try:
            consent = Consent.objects.ask(registration, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, said_of(consent))
            return see_other(registration)
    status = 422 if form.errors else 200
    context = {"club": club, "term": term, "form": form}
    return render_page(request, "clubs/registration/consent_new.html", context, status=status)


@login_required
@require_POST
def consent_resend(request, slug, pk):
    """Send the mail to the advisor again, with another link; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    consent = get_consent(pk, registration__club=club)
    rate_limits.consume("consent", club.pk)
    consent.send_again(request.user)
    messages.success(request, _("다시 보냈어요."))
    return see_other(consent.registration)


@login_required
@require_POST
def consent_revoke(request, slug, pk):
    """End the link that an advisor was sent; for the president and officers."""
    consent = get_consent(pk, registration__club=get_club_run_by(request.user, slug))
    consent.revoke(request.user)
    messages.success(request, _("부탁한 것을 취소했어요."))
    return see_other(consent.registration)


@require_http_methods(["GET", "HEAD", "POST"])
def advise(request, token):
    """Show an advisor, who has no account, what the club asks; only POST answers."""
    asked = Consent.objects.with_token(token)
    related = ["registration__club__president", "registration__term"]
    consent = get_object_or_404(asked.select_related(*related))
    consent.ensure_may_be_answered()
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        consent.answer(form.cleaned_data["answer"])
        return without_traces(see_other("advise", token))
    context = {"consent": consent, "club": consent.registration.club, "form": form}
    status = 422 if form.errors else 200
    page = render(request, "clubs/registration/consent.html", context, status=status)
    return without_traces(page)


@login_required
@require_POST
def registration_consent_approve(request, code, slug, pk):
    """Approve the address of an advisor, once for all clubs, and send the mail; for the union."""
    ensure_union(request.user)
    consent = get_consent(pk, registration__club__slug=slug, registration__term__code=code)
    consent.approve(request.user)
    messages.success(request, _("주소를 승인하고 메일을 보냈어요."))
    return see_other("registration-review", code, slug)


@login_required
@require_POST
def registration_consent_disapprove(request, code, slug, pk):
    """Do not write to the address of an advisor; for the union."""
    ensure_union(request.user)
    consent = get_consent(pk, registration__club__slug=slug, registration__term__code=code)
    consent.disapprove(request.user)
    messages.success(request, _("승인하지 않았어요. 운영진에게 알렸어요."))
    return see_other("registration-review", code, slug)


@login_required
def registration_consent(request, code, slug):
    """Show the form for a consent that the office of the school has; POST records it. For the union."""
    ensure_union(request.user)
    found = Registration.objects.select_related("club", "term")
    registration = get_object_or_404(found, term__code=code, club__slug=slug)
    registration.ensure_may_be_decided_by(request.user)
    form = OfficeConsentForm(request.POST or None)
    if form.is_valid():
        Consent.objects.confirm(registration, request.user, **form.cleaned_data)
        messages.success(request, _("지도교수 동의를 확인한 것으로 적었어요."))
        return see_other("registration-review", code, slug)
    context = {"registration": registration, "form": form}
    status = 422 if form.errors else 200
    template = "clubs/registration/consent_of_office.html"
    return render_page(request, template, context, status=status)


def get_consent(pk, **criteria):
    """Return the Consent with its registration, club and term; 404 if there is none."""
    consents = Consent.objects.select_related("registration__club", "registration__term")
    return get_object_or_404(consents, pk=pk, **criteria)


def said_of(consent):
    """Return what officers are told of a Consent they have asked for."""
    if consent.state == Consent.State.UNAPPROVED:
        return _("연합회가 주소를 확인하면 메일을 보내요.")
    return _("지도교수님께 메일을 보냈어요.")
