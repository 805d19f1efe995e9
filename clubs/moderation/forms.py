"""Forms to report something and to decide a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.moderation.models.reports import Report


class ReportForm(forms.ModelForm):
    """The reason to report something, and a note for those who decide."""

    class Meta:
        model = Report
        fields = ["reason", "note"]
        widgets = {"reason": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"reason": {"required": _("무엇이 문제인지 하나 골라 주세요.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = Report.Reason.choices  # no empty choice


class CaseForm(forms.Form):
    """The decision about a case, and a note for the author."""

    DECISIONS = ["hide", "clear", "reveal", "pass_on", "restrain"]

    decision = forms.ChoiceField(choices=[(name, name) for name in DECISIONS])
    note = forms.CharField(label=_("이유"), max_length=300, required=False)
