"""The forms of security keys, with our labels."""

from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import PlainForm


class AddWebAuthnForm(PlainForm, webauthn.AddWebAuthnForm):
    """The form that adds a security key."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("이름")
        passwordless = self.fields["passwordless"]
        passwordless.label = _("비밀번호 없이 이 키만으로 로그인하기")
        passwordless.help_text = _("키가 지문이나 얼굴, PIN을 물어볼 수 있어야 해요.")


class EditWebAuthnForm(PlainForm, webauthn.EditWebAuthnForm):
    """The form that renames a security key."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("이름")
