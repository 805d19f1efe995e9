"""The form to ask for a recovery."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.union.models.recoveries import Recovery


class RecoveryForm(forms.ModelForm):
    """How one of the union has made sure who somebody is."""

    class Meta:
        model = Recovery
        fields = ["how"]
        widgets = {"how": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"how": _("예: 동아리연합회실에서 만나 학생증을 봤어요.")}
        error_messages = {"how": {"required": _("어떻게 확인했는지 적어 주세요.")}}
