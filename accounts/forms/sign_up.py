"""The sign-up form."""

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import email_verification, login_limits
from accounts.forms.agreements import FIELDS, AgreementsMixin
from accounts.forms.base import PlainForm
from accounts.forms.passwords import MIN_PASSWORD_LENGTH, PASSWORD_HINT
from accounts.forms.profile import DisplayNameMixin
from accounts.models import SchoolDomain, User
from kclub.text.particles import particle


def name_field():
    """Return the field of the name at sign-up."""
    return forms.CharField(
        label=_("이름"),
        max_length=50,
        help_text=_("동아리 지원서에 쓰여요. 같은 이름이 있어도 괜찮아요."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )


class SchoolAddressMixin:
    """The field `email` of a form that makes an account: an address of the school."""

    def explain_email(self):
        email = self.fields["email"]
        email.label = _("학교 메일")
        email.help_text = _("%(domains)s%(으로)s 끝나는 주소") % {
            "domains": (domains := school_domains()),
            "으로": particle(domains, "으로"),
        }
        email.error_messages["invalid"] = _("메일 주소를 다시 봐 주세요.")

    def clean_email(self):
        address = get_adapter().clean_email(self.data.get(self.add_prefix("email"), ""))
        self.account_already_exists = is_taken(address)
        return address

    def clean(self):
        """Count the mail that a sign-up sends, whether or not the address has an account."""
        cleaned_data = super().clean()
        if not self.errors:
            login_limits.consume_mail(context.request, self.cleaned_data["email"])
        return cleaned_data

    def try_save(self, request):
        """Return (user, None), or (None, response) if the address has an account.

        Both look the same, and the hash of a password has taken its time for both.
        """
        email_verification.remember_awaited_mail(request, self.cleaned_data["email"])
        return super().try_save(request)


class SignupForm(
    PlainForm, AgreementsMixin, SchoolAddressMixin, DisplayNameMixin, allauth.SignupForm
):
    """The form that makes an account, which has yet to be confirmed by mail."""

    display_name = name_field()
    field_order = ["email", "display_name", "password1", *FIELDS.values()]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.explain_email()
        password = self.fields["password1"]
        password.label, password.help_text = _("비밀번호"), PASSWORD_HINT
        password.widget.attrs["minlength"] = MIN_PASSWORD_LENGTH

    def add_prefix(self, field_name):
        """Return the name of the field in the browser, where `password1` is plain `password`."""
        return super().add_prefix({"password1": "password"}.get(field_name, field_name))

    def hash_password(self):
        """Hash the password: slow on purpose, so not while every writer on SQLite waits for us."""
        self.password_hash = make_password(self.cleaned_data["password1"])

    def save(self, request):
        data = self.cleaned_data
        user = User.objects.sign_up(
            data["email"],
            self.password_hash,
            display_name=data["display_name"],
            agreed=self.agreed_kinds(),
            locale=get_language(),
        )
        email_verification.remember_password(request, user)
        return user


def is_taken(address):
    """Whether somebody has confirmed the address, or uses it as the address of an account."""
    confirmed = EmailAddress.objects.filter(email=address, verified=True)
    unconfirmed = User.objects.unconfirmed().values("pk")
    accounts = User.objects.filter(email=address).exclude(pk__in=unconfirmed)
    return confirmed.exists() or accounts.exists()


def school_domains():
    """Return the school's first domains for a sentence: `@saebom.ac.kr, @mail.saebom.ac.kr`."""
    return ", ".join(f"@{domain}" for domain in SchoolDomain.objects.all()[:3])
