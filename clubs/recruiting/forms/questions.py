"""The form to write a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.forms import CheckedTextForm
from clubs.recruiting.models.questions import Question


class QuestionForm(CheckedTextForm):
    """One question with its kind and limits."""

    class Meta:
        model = Question
        fields = ["text", "kind", "choices", "at_least", "at_most", "required"]
        widgets = {
            "at_least": forms.NumberInput({"inputmode": "numeric"}),
            "at_most": forms.NumberInput({"inputmode": "numeric"}),
        }
        help_texts = {
            "text": _("연락처나 학번은 묻지 않아도 돼요. 들어온 사람과는 채팅방에서 만나요."),
        }

    def clean(self):
        cleaned = super().clean()
        choices = [c for c in cleaned.get("choices", "").split(",") if c.strip()]
        if cleaned.get("kind") == Question.Kind.CHOICE and len(choices) < 2:
            self.add_error("choices", _("고를 것을 둘 넘게 적어 주세요."))
        least, most = cleaned.get("at_least"), cleaned.get("at_most")
        if least and most and least > most:
            self.add_error("at_most", _("적어도 써야 하는 글자 수보다 많아야 해요."))
        return cleaned
