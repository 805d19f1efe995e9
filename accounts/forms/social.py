"""The form that makes an account for somebody whom another service has sent."""

from allauth.socialaccount import forms as allauth
from django import forms
from django.contrib.auth.hashers import make_password
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import email_verification
from accounts.forms.agreements import FIELDS, AgreementsMixin
from accounts.forms.base import PlainForm
from accounts.forms.profile import DisplayNameMixin
from accounts.forms.sign_up import SchoolAddressMixin, name_field
from accounts.models import User


class SocialSignupForm(
    PlainForm, AgreementsMixin, SchoolAddressMixin, DisplayNameMixin, allauth.SignupForm
):
    """Name, agreements and the school's mail; of the service's word only who it is there counts."""

    display_name = name_field()
    field_order = ["display_name", "email", *FIELDS.values()]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.explain_email()

    def save(self, request):
        data = self.cleaned_data
        user = User.objects.sign_up(
            data["email"],
            make_password(None),
            display_name=data["display_name"],
            agreed=self.agreed_kinds(),
            locale=get_language(),
        )
        self.sociallogin.connect(request, user)
        email_verification.remember_password(request, user)
        return user


class DisconnectForm(allauth.DisconnectForm):
    """The form that unlinks an account of a service."""

    account = forms.ModelChoiceField(
        queryset=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("끊을 계정을 골라 주세요.")},
    )
