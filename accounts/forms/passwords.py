"""The forms of a new password, and of the mail that leads to one."""

from allauth.account import forms as allauth
from allauth.core import context
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts import login_limits
from accounts.email_addresses import canonical
from accounts.forms.base import PlainForm
from accounts.models import User

MIN_PASSWORD_LENGTH = 10  # characters
PASSWORD_HINT = _("10자 이상. 문장처럼 길면 기억하기 쉬워요.")
PASSWORDS_DIFFER = _("위와 똑같이 적어 주세요.")


class NewPasswordMixin(PlainForm):
    """The two fields of a new password in allauth's forms, with our labels and messages."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        new, repeated = self.fields["password1"], self.fields["password2"]
        new.label, new.help_text = _("새 비밀번호"), PASSWORD_HINT
        new.widget.attrs["minlength"] = MIN_PASSWORD_LENGTH
        repeated.label = _("새 비밀번호 한 번 더")
        if "oldpassword" in self.fields:
            self.fields["oldpassword"].label = _("지금 비밀번호")
            self.fields["oldpassword"].help_text = format_html(
                '<a href="{}">{}</a>', reverse_lazy("account_reset_password"), _("잊었어요")
            )

    def add_error(self, field, error):
        super().add_error(field, PASSWORDS_DIFFER if field == "password2" else error)


class ChangePasswordForm(NewPasswordMixin, allauth.ChangePasswordForm):
    """The form that replaces the password of a signed-in user."""

    def clean_oldpassword(self):
        attempt = login_limits.attempt_login(context.request, "password", self.user.email)
        password = super().clean_oldpassword()
        attempt.succeeded()
        return password


class SetPasswordForm(NewPasswordMixin, allauth.SetPasswordForm):
    """The form that gives a password to an account that has none."""


class ResetPasswordKeyForm(NewPasswordMixin, allauth.ResetPasswordKeyForm):
    """The form behind a mailed link, for a user who has forgotten the password."""


class ResetPasswordForm(PlainForm, allauth.ResetPasswordForm):
    """The form that asks for a mail with a link to set a new password."""

    email = forms.EmailField(
        label=_("가입한 메일"),
        widget=forms.EmailInput({"autocomplete": "username"}),
        error_messages={"invalid": _("메일 주소를 다시 봐 주세요.")},
    )

    def clean_email(self):
        """Return the canonical address. It need not be a school's, since the union's may not be."""
        try:
            self.cleaned_data["email"] = canonical(self.cleaned_data["email"])
        except ValueError:
            raise ValidationError(_("메일 주소를 다시 봐 주세요.")) from None
        self.users = list(User.objects.filter(email=self.cleaned_data["email"]))
        return self.cleaned_data["email"]

    def clean(self):
        cleaned_data = super().clean()
        if not self.errors:
            login_limits.consume_mail(context.request, self.cleaned_data["email"])
        return cleaned_data
