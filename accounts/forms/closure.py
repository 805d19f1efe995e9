"""The form that closes an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kclub.text.normalization import folded


class ClosureForm(forms.Form):
    """The form that confirms the closing of an account, by its password, or its name if it has none."""

    password = forms.CharField(
        label=_("지금 비밀번호"),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        strip=False,
    )
    name = forms.CharField(label=_("이름"), help_text=_("내 이름을 그대로 적어 주세요."))

    def __init__(self, user, *args):
        super().__init__(*args)
        self.user = user
        del self.fields["name" if user.has_usable_password() else "password"]

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("비밀번호가 맞지 않아요."))

    def clean_name(self):
        if folded(self.cleaned_data["name"]) != self.user.display_name_key:
            raise forms.ValidationError(_("이름이 맞지 않아요."))
