"""The form to decline a claim."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeclineForm(forms.Form):
    """The reason to decline a claim."""

    reason = forms.CharField(
        label=_("이유"),
        max_length=500,
        error_messages={"required": _("이유를 적어야 거절할 수 있어요.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
