"""The forms that take a code of an authenticator, or a recovery code."""

from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

from accounts import login_limits
from accounts.forms.base import PlainForm


class CodeMixin(PlainForm):
    """The field of a code, whose failures are counted by account and place."""

    code_label = _("앱의 숫자나 복구 코드")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = self.code_label

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

    code_label = _("앱에 뜨는 숫자")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
