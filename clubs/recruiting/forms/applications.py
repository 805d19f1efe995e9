"""The form to apply to a club."""

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clubs.recruiting.models.questions import Question

MESSAGE_MAX_LENGTH = 500  # letters


class ApplicationForm(forms.Form):
    """The club's own questions, or a message to a club that asks none.

    `draft` is the Draft the applicant had saved, or None.
    """

    def __init__(self, club, data=None, draft=None):
        self.questionnaire = club.questionnaire if club.has_questions else None
        self.questions = list(self.questionnaire.questions.all()) if self.questionnaire else []
        super().__init__(data, initial=_initial_of(draft) if draft else None)
        for question in self.questions:
            self.fields[_field_name(question)] = _answer_field(question)
        if not self.questions:
            self.fields["message"] = forms.CharField(
                label=_("하고 싶은 말"),
                max_length=MESSAGE_MAX_LENGTH,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def clean(self):
        cleaned = super().clean()
        version = str(self.questionnaire.number) if self.questionnaire else ""
        if self.data.get("version", version) != version:
            raise forms.ValidationError(_("그 사이에 질문이 바뀌었어요. 한 번 더 봐 주세요."))
        return cleaned

    @property
    def application_fields(self):
        """The arguments of `Club.apply`: the message, or the answers that were given."""
        if not self.questions:
            return {"message": self.cleaned_data["message"], "questionnaire": self.questionnaire}
        answers = [
            (question, self.cleaned_data[_field_name(question)]) for question in self.questions
        ]
        return {
            "questionnaire": self.questionnaire,
            "answers": [(question, text) for question, text in answers if text],
        }

    @property
    def draft_fields(self):
        """The arguments of `Club.save_draft`: all that was sent, valid or not."""
        texts = {q.key: self.data.get(_field_name(q), "") for q in self.questions}
        return {
            "message": self.data.get("message", ""),
            "answers": {key: text for key, text in texts.items() if text.strip()},
        }


def _initial_of(draft):
    return {"message": draft.message} | {f"q-{key}": text for key, text in draft.answers.items()}


def _field_name(question):
    return f"q-{question.key}"


class MinLengthWithCountValidator:
    """A validator whose message says how many letters are missing."""

    def __init__(self, min_length):
        self.min_length = min_length

    def __call__(self, text):
        if missing := max(self.min_length - len(text), 0):
            sentence = ngettext(
                "지금 %(now)s자예요. %(missing)s자만 더 적어 주세요.",
                "지금 %(now)s자예요. %(missing)s자만 더 적어 주세요.",
                missing,
            )
            raise forms.ValidationError(sentence % {"now": len(text), "missing": missing})


def _answer_field(question):
    """Return the form field for the answer to `question`."""
    common = {
        "label": question.text,
        "required": question.required,
        "error_messages": {"required": _("답을 적어 주세요.")},
    }
    if question.kind == Question.Kind.CHOICE:
        common["error_messages"] = {"required": _("하나를 골라 주세요.")}
        choices = [(choice, choice) for choice in question.choice_list]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    return _text_field(question, **common)


def _text_field(question, **kwargs):
    if question.kind == Question.Kind.LONG:
        kwargs["widget"] = forms.Textarea({"rows": 5})
    if question.at_least:
        kwargs["validators"] = [MinLengthWithCountValidator(question.at_least)]
    return forms.CharField(
        max_length=question.max_length, help_text=_length_hint(question), **kwargs
    )


def _length_hint(question):
    params = {"least": question.at_least, "most": question.max_length}
    if question.at_least and question.at_most:
        sentence = ngettext(
            "%(least)s자 이상, %(most)s자 이하로 적어요.",
            "%(least)s자 이상, %(most)s자 이하로 적어요.",
            question.max_length,
        )
        return sentence % params
    if question.at_least:
        return gettext("%(least)s자 이상 적어요.") % params
    if not question.at_most:
        return ""
    sentence = ngettext(
        "%(most)s자까지 적을 수 있어요.", "%(most)s자까지 적을 수 있어요.", question.max_length
    )
    return sentence % params
