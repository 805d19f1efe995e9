"""The form of a window of a term."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.events.forms import MomentInput
from clubs.term.models import Window


class TermWindowForm(forms.ModelForm):
    """When something may be done in a term."""

    class Meta:
        model = Window
        fields = ["opens_at", "closes_at", "max_clubs", "roster_detail", "reason"]
        widgets = {
            "opens_at": MomentInput,
            "closes_at": MomentInput,
            "roster_detail": forms.RadioSelect,
        }
        help_texts = {"max_clubs": _("비워 두면 들어간 동아리를 모두 확인할 수 있어요.")}

    def __init__(self, kind, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if kind != Window.Kind.CONFIRM:
            del self.fields["max_clubs"], self.fields["roster_detail"]
        else:
            self.fields["roster_detail"].required = False
        if not self.instance.has_closed:
            del self.fields["reason"]  # which only reopening asks for

    def clean_roster_detail(self):
        return self.cleaned_data["roster_detail"] or Window.RosterDetail.COUNTS

    def clean(self):
        super().clean()
        moments = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if all(moments) and moments[0] >= moments[1]:
            self.add_error("closes_at", _("시작보다 늦어야 해요."))

    def validate_constraints(self):
        """Leave it to `clean`, which says it beside the field."""
