"""The form to get access to the context of a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.moderation.models.evidence import EvidenceAccess


class EvidenceAccessForm(forms.ModelForm):
    """The reason to read the context of a case: what was written around the reported text."""

    class Meta:
        model = EvidenceAccess
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"reason": {"required": _("이유를 적어야 살펴볼 수 있어요.")}}
