"""The pages on which anybody verifies a certificate by its code."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.login_limits import network_of
from clubs.certificates.forms import CodeForm, plain_code
from clubs.certificates.models.certificates import Certificate
from kclub import rate_limits
from kclub.shortcuts import render_page


@require_safe
def verify(request):
    """Ask for a code and lead to what it says; for everybody."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("verify-code", form.cleaned_data["code"])
    status = 422 if form.errors else 200
    return render_page(request, "clubs/certificates/certificate_code.html", {"form": form}, status)


@require_safe
def verify_code(request, code):
    """Say whether the certificate is valid, revoked or unknown; for everybody who has the code.

    Of a valid one it tells the club, the terms and the masked name, of others nothing.
    """
    certificate = find_certificate(request, plain_code(code))
    context = {"certificate": certificate, "code": code}
    status = 200 if certificate else 404
    template = "clubs/certificates/certificate_verified.html"
    response = render_page(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def find_certificate(request, code):
    """Return the Certificate with the code, or None. Raises RateLimited for somebody who guesses."""
    attempt = rate_limits.attempt(("certificate-code", network_of(request)))
    certificate = Certificate.objects.filter(code=code).first()
    if certificate:
        attempt.succeeded()
    return certificate
