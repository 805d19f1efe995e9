"""The field of a user's language."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LanguageField(forms.ChoiceField):
    """The language of a user's pages and mails; "" follows the device, with mails in Korean."""

    def __init__(self):
        super().__init__(
            label=_("언어"),
            choices=[("", _("기기 따라")), ("ko", "한국어"), ("en", "English")],
            required=False,
            help_text=_("메일도 이 언어로 보내요."),
        )
