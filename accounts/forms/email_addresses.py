"""The forms with a school's mail address."""

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import login_limits
from accounts.forms.base import PlainForm


class ResendForm(forms.Form):
    """The form that asks for another confirmation mail."""

    email = forms.EmailField(
        label=_("학교 메일"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("메일 주소를 다시 봐 주세요.")},
    )

    def clean_email(self):
        return get_adapter().clean_email(self.cleaned_data["email"])


class AddEmailForm(PlainForm, allauth.AddEmailForm):
    """The form that adds an address to an account."""

    email = forms.EmailField(
        label=_("학교 메일"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("메일 주소를 다시 봐 주세요.")},
    )

    def clean(self):
        """Count the mail that goes to a new address."""
        cleaned_data = super().clean()
        if not self.errors:
            login_limits.consume_mail(context.request, self.cleaned_data["email"])
        return cleaned_data
