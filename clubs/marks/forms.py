"""Forms to give a mark, to appeal against one, and to decide about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.forms import CheckedTextForm
from clubs.marks.models.mark_appeals import MarkAppeal
from clubs.marks.models.marks import Mark
from kclub.db.idempotency import nonce_field


class MarkForm(forms.ModelForm):
    """What the union gives a club. `cleaned_data` are the arguments of `Mark.objects.give`."""

    nonce = nonce_field()

    class Meta:
        model = Mark
        fields = ["kind", "points", "reason"]
        widgets = {"kind": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "points": _("가점만 점수가 있어요. 주의와 경고는 한 번이에요."),
            "reason": _("회장과 운영진이 바로 읽어요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Mark.Kind.choices
        self.fields["points"].required = False

    def clean_points(self):
        points = self.cleaned_data["points"]
        return 1 if points is None else points


class MarkAppealForm(CheckedTextForm):
    """What a club says against a mark."""

    class Meta:
        model = MarkAppeal
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"text": _("무엇을 다시 봐야 하는지 적어요. 한 번만 신청할 수 있어요.")}


class MarkDecisionForm(forms.Form):
    """What another one of the union decides about a mark, and why."""

    VERBS = [
        ("lift", _("없애기\n더는 세지 않아요.")),
        ("keep", _("그대로 두기\n이의를 받아들이지 않아요.")),
    ]

    verb = forms.ChoiceField(label=_("결정"), choices=VERBS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("이유"), max_length=500, help_text=_("회장과 운영진이 바로 읽어요.")
    )

    def __init__(self, mark, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not mark.open_appeal:
            self.fields["verb"].choices = self.VERBS[:1]
