"""The form to propose a replacement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from clubs.union.models.replacements import Replacement


class ReplacementForm(forms.ModelForm):
    """The next president of a club, one of its verified members, and why."""

    class Meta:
        model = Replacement
        fields = ["successor", "reason"]
        labels = {"successor": _("다음 회장")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "successor": {"required": _("누가 맡을지 골라 주세요.")},
            "reason": {"required": _("이유를 적어 주세요.")},
        }

    def __init__(self, *args, club, **kwargs):
        super().__init__(*args, **kwargs)
        members = User.objects.verified().filter(memberships__club=club, is_active=True)
        members = members.exclude(pk=club.president_id).order_by("-memberships__role", "pk")
        self.fields["successor"].queryset = members
