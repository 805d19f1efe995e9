"""What the union's desk may send."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("돌려보내는 까닭"),
        max_length=500,
        help_text=_("무엇을 고치면 되는지 적어 주세요. 만든 사람이 읽어요."),
        error_messages={"required": _("까닭을 적어야 돌려보낼 수 있어요.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
