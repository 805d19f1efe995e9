"""The form to suspend a user."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SuspensionForm(forms.Form):
    """The days a user is suspended, and why."""

    days = forms.TypedChoiceField(
        label=_("얼마 동안 정지할까요?"),
        coerce=int,
        choices=[(7, _("7일")), (30, _("30일")), (365, _("1년"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("기간을 골라 주세요.")},
    )
    reason = forms.CharField(
        label=_("이유"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("로그인할 때 본인에게 보여 줘요."),
        error_messages={"required": _("이유를 적어 주세요.")},
    )
