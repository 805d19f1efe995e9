"""What a browser may send to ask questions, to answer them, and to decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.models import Club, Membership, Question

SHORT, LONG = 200, 2000  # letters


class ApplicationForm(forms.Form):
    """A club's own questions; a club that asks nothing gets a word or two."""

    def __init__(self, club, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = []
        if club.join_mode == Club.JoinMode.APPLICATION:
            self.questions = list(club.questions.all())
        for question in self.questions:
            self.fields[f"q{question.pk}"] = _field(question)
        if not self.questions:
            self.fields["message"] = forms.CharField(
                label=_("하고 싶은 말"),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def application(self):
        """What `Club.apply` takes: the message, or the answers that were given."""
        if not self.questions:
            return {"message": self.cleaned_data["message"]}
        answers = [(q.text, self.cleaned_data[f"q{q.pk}"]) for q in self.questions]
        return {"answers": [(question, answer) for question, answer in answers if answer]}


def _field(question):
    common = {
        "label": question.text,
        "required": question.required,
        "error_messages": {"required": _("답을 적어 주세요.")},
    }
    match question.kind:
        case Question.Kind.CHOICE:
            common["error_messages"] = {"required": _("하나를 골라 주세요.")}
            choices = [(choice, choice) for choice in question.choice_list]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        case Question.Kind.LONG:
            return forms.CharField(max_length=LONG, widget=forms.Textarea({"rows": 5}), **common)
    return forms.CharField(max_length=SHORT, **common)


class QuestionForm(forms.ModelForm):
    class Meta:
        model = Question
        fields = ["text", "kind", "choices", "required"]

    def clean(self):
        cleaned = super().clean()
        choices = [c for c in cleaned.get("choices", "").split(",") if c.strip()]
        if cleaned.get("kind") == Question.Kind.CHOICE and len(choices) < 2:
            self.add_error("choices", _("고를 것을 둘 넘게 적어 주세요."))
        return cleaned


class DecisionForm(forms.Form):
    """A decision about many applications at once."""

    MOST = 100  # in one go

    decision = forms.ChoiceField(choices=[("approve", ""), ("reject", "")])
    reason = forms.CharField(max_length=500, required=False)
    sure = forms.BooleanField(required=False)


class RoleForm(forms.ModelForm):
    class Meta:
        model = Membership
        fields = ["role", "title"]
        labels = {"role": _("역할")}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("까닭"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
