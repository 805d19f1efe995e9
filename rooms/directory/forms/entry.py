"""The form that asks for the password of a room."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EntryForm(forms.Form):
    """The password of a room, for people who want to enter it."""

    password = forms.CharField(
        label=_("방 비밀번호"),
        max_length=64,
        widget=forms.PasswordInput({"autocomplete": "off", "autofocus": True}),
        error_messages={"required": _("방 비밀번호를 적어 주세요.")},
    )
