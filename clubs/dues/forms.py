"""The form in which officers set the dues of a term."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.dues.models.dues import Dues
from clubs.events.forms import DayInput
from clubs.forms import CheckedTextForm


class DuesForm(CheckedTextForm):
    """How much, until when, and a note. `cleaned_data` are arguments of `Dues.objects.set`."""

    class Meta:
        model = Dues
        fields = ["amount", "due_on", "note"]
        widgets = {"amount": forms.NumberInput({"inputmode": "numeric"}), "due_on": DayInput}
        help_texts = {
            "amount": _("없으면 0이에요. 돈은 여기로 오가지 않아요."),
            "note": _("부원이 읽어요. 계좌번호는 적을 수 없어요."),
        }
