"""The form to change how a club recruits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.directory.forms.clubs import JOIN_MODES
from clubs.directory.models import Club


class RecruitingForm(forms.ModelForm):
    """Join mode, period and seats of a club."""

    join_mode = forms.ChoiceField(
        label=_("가입 방식"), choices=JOIN_MODES, widget=forms.RadioSelect
    )

    class Meta:
        model = Club
        fields = ["join_mode", "recruiting_from", "recruiting_until", "seats"]
        widgets = {
            "recruiting_from": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "recruiting_until": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "seats": forms.NumberInput({"inputmode": "numeric"}),
        }
        help_texts = {
            "recruiting_from": _("비워 두면 지금부터예요. 새로 모집할 때마다 바꿔 주세요."),
            "recruiting_until": _("비워 두면 상시 모집이에요. 그날까지 지원할 수 있어요."),
            "seats": _("시작일부터 들어온 사람을 세요. 비워 두면 몇 명이든 받아요."),
        }

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("recruiting_from"), cleaned.get("recruiting_until")
        if starts and ends and ends < starts:
            self.add_error("recruiting_until", _("모집 마감은 시작보다 뒤여야 해요."))
        return cleaned
