"""Passkeys in place of a password, and to confirm who one is: allauth's views on our terms."""

from urllib.parse import urlencode

from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib import messages

from accounts import login_limits
from accounts.allauth_adapter import destination
from kclub import rate_limits
from kclub.shortcuts import see_other


class LogInView(LoginWebAuthnView):
    """The challenge for a script (GET), and logging in with what a passkey has signed."""

    def get(self, request, *args, **kwargs):
        rate_limits.consume("passkey", login_limits.network_of(request))
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        stays = self.request.POST.get("remember")
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if stays else 0)
        return super().form_valid(form)

    def form_invalid(self, form):
        return back(self.request, form, "account_login")


class ConfirmView(ReauthenticateWebAuthnView):
    """The page that asks for a passkey before something important."""

    def form_invalid(self, form):
        return back(self.request, form, "mfa_reauthenticate_webauthn")


def back(request, form, page):
    """Lead back to the page, which goes on to where the person was going, with what is wrong."""
    for sentence in form.errors.get("credential", []):
        messages.error(request, sentence)
    response, wanted = see_other(page), destination(request)
    if wanted:
        response["Location"] += f"?{urlencode({'next': wanted})}"
    return response


log_in = LogInView.as_view()
confirm = ConfirmView.as_view()
