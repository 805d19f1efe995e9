"""The forms that take a code of an authenticator, or a recovery code."""

from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from accounts import login_limits
from accounts.forms.base import PlainForm


class CodeMixin(PlainForm):
    """The field of a code, whose failures are counted by account and place."""

    def clean_code(self):
        attempt = login_limits.attempt_login(context.request, "code", self.user.email)
        code = super().clean_code()
        attempt.succeeded()
        return code


class AuthenticateForm(CodeMixin, mfa.AuthenticateForm):
    """The form that asks for a code after the password."""


class ReauthenticateForm(CodeMixin, mfa.ReauthenticateForm):
    """The form that asks for a code once more before something important."""


class ActivateTOTPForm(CodeMixin, totp.ActivateTOTPForm):
    """The form that asks for the first code of a new authenticator."""
