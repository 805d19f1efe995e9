"""What a browser may send to apply, to decide, and to recruit."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clubs.directory.forms.clubs import JOIN_MODES
from clubs.directory.models import Club
from clubs.recruiting.models.questions import Question

MESSAGE = 500  # letters


class ApplicationForm(forms.Form):
    """A club's own questions; a club that asks nothing gets a word or two.

    `draft` is what the applicant had begun to write.
    """

    def __init__(self, club, data=None, draft=None):
        self.questionnaire = club.questionnaire if club.asks else None
        self.questions = list(self.questionnaire.questions.all()) if self.questionnaire else []
        super().__init__(data, initial=_begun(draft) if draft else None)
        for question in self.questions:
            self.fields[_name(question)] = _field(question)
        if not self.questions:
            self.fields["message"] = forms.CharField(
                label=_("하고 싶은 말"),
                max_length=MESSAGE,
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
    def application(self):
        """What `Club.apply` takes: the message, or the answers that were given."""
        if not self.questions:
            return {"message": self.cleaned_data["message"], "questionnaire": self.questionnaire}
        answers = [(question, self.cleaned_data[_name(question)]) for question in self.questions]
        return {
            "questionnaire": self.questionnaire,
            "answers": [(question, text) for question, text in answers if text],
        }

    @property
    def unfinished(self):
        """What `Club.keep_draft` takes: all that was sent, be it right or not."""
        written = {q.key: self.data.get(_name(q), "")[: q.most] for q in self.questions}
        return {
            "message": self.data.get("message", "")[:MESSAGE],
            "answers": {key: text for key, text in written.items() if text.strip()},
        }


def _begun(draft):
    return {"message": draft.message} | {f"q-{key}": text for key, text in draft.answers.items()}


def _name(question):
    return f"q-{question.key}"


class LongEnough:
    """A validator that says how many letters are missing."""

    def __init__(self, least):
        self.least = least

    def __call__(self, text):
        if missing := max(self.least - len(text), 0):
            sentence = ngettext(
                "지금 %(now)s자예요. %(missing)s자만 더 적어 주세요.",
                "지금 %(now)s자예요. %(missing)s자만 더 적어 주세요.",
                missing,
            )
            raise forms.ValidationError(sentence % {"now": len(text), "missing": missing})


def _field(question):
    common = {
        "label": question.text,
        "required": question.required,
        "error_messages": {"required": _("답을 적어 주세요.")},
    }
    if question.kind == Question.Kind.CHOICE:
        common["error_messages"] = {"required": _("하나를 골라 주세요.")}
        choices = [(choice, choice) for choice in question.choice_list]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if question.kind == Question.Kind.LONG:
        common["widget"] = forms.Textarea({"rows": 5})
    if question.at_least:
        common["validators"] = [LongEnough(question.at_least)]
    return forms.CharField(max_length=question.most, help_text=_limits(question), **common)


def _limits(question):
    asked = {"least": question.at_least, "most": question.most}
    if question.at_least and question.at_most:
        return gettext("%(least)s자 이상, %(most)s자 이하로 적어요.") % asked
    if question.at_least:
        return gettext("%(least)s자 이상 적어요.") % asked
    return gettext("%(most)s자까지 적을 수 있어요.") % asked if question.at_most else ""


class DecisionForm(forms.Form):
    """A decision about one application or many."""

    MOST = 100  # in one go

    decision = forms.ChoiceField(
        label=_("결정"),
        choices=[
            ("approve", _("승인\n바로 부원이 돼요.")),
            ("interview", _("면접\n언제 어디서 만날지 남길 말에 적어요.")),
            ("waitlist", _("대기\n자리가 나면 제안할 수 있어요.")),
            ("offer", _("자리 제안\n대기하던 사람이 사흘 안에 받으면 부원이 돼요.")),
            ("reject", _("거절\n까닭을 남기면 지원자가 읽어요.")),
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

    NOTED = {"interview", "waitlist", "reject"}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "interview" and not cleaned.get("note"):
            self.add_error("note", _("언제 어디서 만날지 적어 주세요."))
        return cleaned

    def decide(self, application, by):
        """Do to `application` what was chosen. Raises what the verbs of Application raise."""
        decision, note = self.cleaned_data["decision"], self.cleaned_data["note"]
        noted = {"note": note} if decision in self.NOTED else {}
        getattr(application, decision)(by=by, **noted)


class ApplicationFilterForm(forms.Form):
    """Which applications the queue shows. What makes no sense is passed over."""

    FILTERS = ["submitted", "interview", "waitlisted", "offered", "approved", "rejected"]

    status = forms.ChoiceField(required=False, choices=[(each, each) for each in FILTERS])
    late = forms.BooleanField(required=False)
    q = forms.CharField(max_length=50, required=False)

    def __init__(self, query):
        super().__init__(query)
        self.is_valid()
        self.shown = self.cleaned_data.get("status") or self.FILTERS[0]
        self.only_overdue = self.cleaned_data.get("late", False)
        self.text = self.cleaned_data.get("q", "")

    @property
    def active_filter(self):
        """Which of the filters is on; none of them while somebody is looked for by name."""
        return "" if self.text else "overdue" if self.only_overdue else self.shown

    @property
    def shows_new_applications(self):
        """Whether an application that has just come belongs there."""
        return self.active_filter == self.FILTERS[0]

    @property
    def query(self):
        """What was asked, as the beginning of a query string."""
        asked = {"q": self.text} if self.text else {"late": 1} if self.only_overdue else {}
        return f"{urlencode(asked or {'status': self.shown})}&"

    def choose(self, applications):
        if self.text:
            return applications.named(self.text)
        return (
            applications.overdue() if self.only_overdue else applications.filter(status=self.shown)
        )


class RecruitingForm(forms.ModelForm):
    join_mode = forms.ChoiceField(
        label=_("가입 방식"), choices=JOIN_MODES, widget=forms.RadioSelect
    )

    class Meta:
        model = Club
        fields = ["join_mode", "recruiting_from", "recruiting_until", "seats"]
        widgets = {
            "recruiting_from": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "recruiting_until": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "seats": forms.NumberInput({"inputmode": "numeric"}),
        }
        help_texts = {
            "recruiting_from": _("비워 두면 지금부터예요. 새로 모집할 때마다 바꿔 주세요."),
            "recruiting_until": _("비워 두면 상시 모집이에요. 그날까지 지원할 수 있어요."),
            "seats": _("시작일부터 들어온 사람을 세요. 비워 두면 몇 명이든 받아요."),
        }

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("recruiting_from"), cleaned.get("recruiting_until")
        if starts and ends and ends < starts:
            self.add_error("recruiting_until", _("모집 마감은 시작보다 뒤여야 해요."))
        return cleaned
