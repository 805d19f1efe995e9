"""The forms of passkeys, with our labels, and what we ask of a passkey beyond allauth."""

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from fido2.utils import websafe_decode
from fido2.webauthn import AuthenticatorData, CollectedClientData

from accounts import login_limits
from accounts.forms.base import PlainForm

NOT_CONFIRMED = _("패스키를 확인하지 못했어요. 다시 해 주세요.")
COPIED = _("이 패스키는 복제된 것 같아 막았어요. 다른 방법으로 로그인하고 이 패스키를 빼 주세요.")
ANSWERS = ("attestationObject", "authenticatorData", "signature", "userHandle")


class SignedHere(PlainForm):
    """Mixin for what a passkey has signed: on a page of this very address, and framed by none.

    The standard lets other hosts below the same domain ask for it too.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(label=_("패스키"))


class CredentialField(forms.JSONField):
    """The field of what a passkey has signed, in the shape that the standard gives it."""

    widget = forms.HiddenInput
    default_error_messages = {"required": NOT_CONFIRMED, "invalid": NOT_CONFIRMED}

    def validate(self, value):
        super().validate(value)
        request = context.request
        try:
            response = value["response"]
            client = CollectedClientData(websafe_decode(response["clientDataJSON"]))
            for name in ANSWERS:
                websafe_decode(response.get(name) or "")
        except (TypeError, ValueError, KeyError, AttributeError):
            raise ValidationError(NOT_CONFIRMED, code="invalid") from None
        if client.origin != f"{request.scheme}://{request.get_host()}" or client.cross_origin:
            raise ValidationError(NOT_CONFIRMED, code="invalid")


class AddWebAuthnForm(SignedHere, webauthn.AddWebAuthnForm):
    """The form that adds a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("이름")
        passwordless = self.fields["passwordless"]
        passwordless.label = _("비밀번호 없이 이 패스키만으로 로그인하기")
        passwordless.help_text = _("기기가 지문이나 얼굴, PIN을 물어볼 수 있어야 해요.")
        passwordless.initial = True

    def clean(self):
        try:
            return super().clean()
        except (TypeError, KeyError, ValidationError):
            raise ValidationError(NOT_CONFIRMED, code="invalid") from None


class EditWebAuthnForm(PlainForm, webauthn.EditWebAuthnForm):
    """The form that renames a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("이름")


class CountedMixin(SignedHere):
    """The field of a passkey that is used: failures are counted, and so are its signatures."""

    def clean_credential(self):
        attempt = login_limits.attempt_passkey(context.request)
        credential = self.cleaned_data["credential"]
        try:
            authenticator = super().clean_credential()
            signed = AuthenticatorData(websafe_decode(credential["response"]["authenticatorData"]))
        except (TypeError, ValueError, KeyError, ValidationError):
            raise ValidationError(NOT_CONFIRMED, code="invalid") from None
        if not self.suffices(authenticator, signed):
            raise ValidationError(NOT_CONFIRMED, code="invalid")
        count_up(authenticator, signed.counter)
        attempt.succeeded()
        return authenticator

    def suffices(self, authenticator, signed):
        """Whether what this passkey has signed is enough here."""
        return True


@transaction.atomic
def count_up(authenticator, count):
    """Note how often the passkey has signed. Raises ValidationError if it has been copied.

    A copy signs with a number that the other has used. Passkeys that are kept in the cloud do not
    count, and always say 0.
    """
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    before = row.data.get("sign_count", row.wrap().authenticator_data.counter)
    if (count or before) and count <= before:
        raise ValidationError(COPIED, code="copied")
    row.data["sign_count"] = count
    row.save(update_fields=["data"])


def opens_alone(authenticator):
    """Whether the passkey was added to log in without the password.

    For those from before that choice was kept, the browser has said it.
    """
    return authenticator.data.get("passwordless", authenticator.wrap().is_passwordless)


class LoginWebAuthnForm(CountedMixin, webauthn.LoginWebAuthnForm):
    """The form that logs in by a passkey alone.

    The key has asked for a finger, a face or a PIN, whatever its page had asked of it: allauth
    keeps one challenge for all pages, and that of the second step does not insist. And its owner
    has chosen that it does without the password.
    """

    def suffices(self, authenticator, signed):
        return signed.is_user_verified() and opens_alone(authenticator)


class AuthenticateWebAuthnForm(CountedMixin, webauthn.AuthenticateWebAuthnForm):
    """The form that asks for a passkey after the password."""


class ReauthenticateWebAuthnForm(CountedMixin, webauthn.ReauthenticateWebAuthnForm):
    """The form that asks for a passkey once more before something important."""
