"""The form in which the code of a certificate is typed."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A code as it stands on a certificate. Cleans to its letters, also from a whole address."""

    code = forms.CharField(
        label=_("확인 코드"),
        max_length=200,
        help_text=_("활동 확인서에 적힌 열여섯 글자예요."),
        widget=forms.TextInput({"autocapitalize": "characters", "autocomplete": "off"}),
    )

    def clean_code(self):
        code = plain_code(self.cleaned_data["code"].strip().rstrip("/").rpartition("/")[2])
        if not code:
            raise forms.ValidationError(_("활동 확인서에 적힌 열여섯 글자예요."))
        return code


def plain_code(text):
    """Return the code without what is put between its groups, in capitals."""
    return re.sub(r"[^0-9A-Za-z]", "", text).upper()
