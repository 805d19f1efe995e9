"""The form to decide applications."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """A decision about one application or several."""

    MAX_APPLICATIONS = 100  # in one request

    decision = forms.ChoiceField(
        label=_("결정"),
        choices=[
            ("approve", _("승인\n바로 부원이 돼요.")),
            ("interview", _("면접\n언제 어디서 만날지 남길 말에 적어요.")),
            ("waitlist", _("대기\n자리가 나면 제안할 수 있어요.")),
            ("offer", _("자리 제안\n대기하던 사람이 3일 안에 받으면 부원이 돼요.")),
            ("reject", _("거절\n이유를 남기면 지원자가 읽어요.")),
            ("undo", _("되돌리기\n방금 한 결정만 되돌릴 수 있어요.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("어떻게 할지 골라 주세요.")},
    )
    note = forms.CharField(
        label=_("남길 말"),
        help_text=_("지원자가 읽어요. 승인과 자리 제안에는 쓰이지 않아요."),
        max_length=500,
        required=False,
        widget=forms.TextInput({"list": "notes", "autocomplete": "off"}),
    )
    sure = forms.BooleanField(required=False)

    DECISIONS_WITH_NOTE = {"interview", "waitlist", "reject"}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "interview" and not cleaned.get("note"):
            self.add_error("note", _("언제 어디서 만날지 적어 주세요."))
        return cleaned

    def decide(self, application, by):
        """Call the verb of `application` that was chosen. Raises what that verb raises."""
        decision, note = self.cleaned_data["decision"], self.cleaned_data["note"]
        kwargs = {"note": note} if decision in self.DECISIONS_WITH_NOTE else {}
        getattr(application, decision)(by=by, **kwargs)
