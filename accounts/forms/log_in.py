"""The log-in form, and the one that asks for the password once more."""

from allauth.account import forms as allauth
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import email_verification, login_limits
from accounts.email_addresses import canonical
from accounts.forms.base import PlainForm
from accounts.password_rules import has_blank_at_the_ends


class LoginForm(PlainForm, allauth.LoginForm):
    """The log-in form, for an address or a username."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("학교 메일")
        autofilled = {"autocomplete": "username webauthn", "inputmode": "email"}  # by passkeys too
        self.fields["login"].widget.attrs |= autofilled
        self.fields["password"].label = _("비밀번호")
        self.fields["password"].help_text = ""
        self.fields["remember"].initial = True
        self.fields["remember"].label = _("이 기기에서 로그인 유지하기")

    @property
    def is_held_back(self):
        """Whether it was refused for too many failures, so that the page offers the mail."""
        return self.has_error(NON_FIELD_ERRORS, login_limits.TOO_MANY)

    def clean_login(self):
        """Return the canonical address, so that tries are counted by mailbox; or a username."""
        try:
            return canonical(self.cleaned_data["login"])
        except ValueError:
            return self.cleaned_data["login"].strip()

    def user_credentials(self):
        """Return an address or a username, never both.

        A password checked twice takes twice the time, which would tell that an address has an
        account.
        """
        credentials = super().user_credentials()
        if "email" in credentials:
            credentials.pop("username", None)
        return credentials

    def clean(self):
        try:
            super().clean()
        except ValidationError as error:
            raise self._with_hint(error) from None
        unconfirmed = self.user and self.user.password_unconfirmed
        if unconfirmed and not email_verification.confirmed_here(self.request, self.user):
            raise ValidationError(
                _(
                    "다른 기기에서 메일을 인증했어요. 거기서 먼저 로그인하거나 비밀번호를 "
                    "새로 정해 주세요."
                ),
                code="unconfirmed",
            )
        return self.cleaned_data

    def _with_hint(self, error):
        """Return the error, which also tells a wrong password that begins or ends with a blank."""
        is_wrong = error.code != login_limits.TOO_MANY
        if is_wrong and has_blank_at_the_ends(self.cleaned_data["password"]):
            blank = ValidationError(_("비밀번호 앞이나 뒤에 빈칸이 있어요."), code="blank")
            return ValidationError([error, blank])
        return error

    def login(self, request, redirect_url=None):
        self.user.confirm_password()
        if not self.user.emailaddress_set.filter(verified=True).exists():
            email_verification.remember_password(request, self.user)
            email_verification.remember_awaited_mail(request, self.user.email, sent=False)
        return super().login(request, redirect_url)


class ReauthenticateForm(PlainForm, allauth.ReauthenticateForm):
    """The form that asks for the password once more before something important."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("비밀번호")
        self.fields["password"].help_text = ""
