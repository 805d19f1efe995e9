"""Turning second factors on and off: allauth's views, one change at a time, and told to the user."""

from functools import wraps

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.db import transaction
from django.urls import reverse

from accounts import notification_kinds as kinds
from accounts.allauth_adapter import note_second_factor


def one_at_a_time(view):
    """Return the view with the user's row locked while it changes something."""

    @wraps(view)
    def changing(request, *args, **kwargs):
        if request.method != "POST" or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            request.user.lock()
            return view(request, *args, **kwargs)

    return changing


class Adding:
    """Mixin of what adds a factor. This log-in has just shown it."""

    def form_valid(self, form):
        response = super().form_valid(form)
        note_second_factor(self.request)
        self.request.user.notify(kinds.SECOND_FACTOR_ADDED, reverse("mfa_index"))
        return response


class Removing:
    """Mixin of what removes a factor."""

    def form_valid(self, form):
        response = super().form_valid(form)
        self.request.user.notify(kinds.SECOND_FACTOR_REMOVED, reverse("mfa_index"))
        return response


class RemovePasskeyView(Removing, RemoveWebAuthnView):
    """The page that asks whether to remove a passkey, which is refused for the last one."""

    def get_object(self, queryset=None):
        passkey = super().get_object(queryset)
        self.request.user.ensure_may_remove(passkey)
        return passkey


class ActivateAppView(Adding, ActivateTOTPView):
    """The page that turns on an authenticator app."""


class DeactivateAppView(Removing, DeactivateTOTPView):
    """The page that turns it off; its form refuses for the last factor."""


class AddPasskeyView(Adding, AddWebAuthnView):
    """The page that adds a passkey. Whether it does without the password is kept with it."""

    def form_valid(self, form):
        response = super().form_valid(form)
        passkeys = self.request.user.authenticator_set.filter(type=Authenticator.Type.WEBAUTHN)
        passkey = passkeys.latest("pk")
        passkey.data["passwordless"] = form.cleaned_data["passwordless"]
        passkey.save(update_fields=["data"])
        return response


totp_activate = one_at_a_time(ActivateAppView.as_view())
totp_deactivate = one_at_a_time(DeactivateAppView.as_view())
passkey_add = one_at_a_time(AddPasskeyView.as_view())
passkey_remove = one_at_a_time(RemovePasskeyView.as_view())
