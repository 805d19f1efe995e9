"""The forms of a registration: what the club writes, and what the union decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.email_addresses import canonical
from accounts.models import User
from clubs.events.forms import DayInput, MomentInput
from clubs.forms import CheckedTextForm
from clubs.registration.models.appeals import Appeal, Reopening
from clubs.registration.models.consents import Consent
from clubs.registration.models.extensions import Extension
from clubs.registration.models.registrations import Registration
from clubs.registration.models.resolutions import Resolution
from clubs.registration.models.rules import PaperKind, Rules
from clubs.registration.models.submissions import Remark
from kclub.files.documents import read_pdf


class RegistrationForm(CheckedTextForm):
    """The working copy of a registration."""

    class Meta:
        model = Registration
        fields = ["kind", "purpose", "plan", "changes"]
        widgets = {
            "kind": forms.RadioSelect,
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "plan": forms.Textarea(attrs={"rows": 8}),
            "changes": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "purpose": _("무엇을 하려고 모이는지 적어요. 제출하려면 있어야 해요."),
            "plan": _("언제 무엇을 할지 적어요. 제출하려면 있어야 해요. 마크다운을 쓸 수 있어요."),
            "changes": _("이름, 모이는 곳, 운영진처럼 지난 학기와 달라진 것이 있으면 적어요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = self.instance.kinds
        if len(kinds) < 2:
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]


class AssignmentForm(forms.Form):
    """Who of the union takes care of a registration: nobody who runs the club."""

    assigned_to = forms.ModelChoiceField(
        label=_("맡은 사람"),
        queryset=None,
        required=False,
        empty_label=_("없음"),
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, registration, *args, **kwargs):
        super().__init__(*args, **kwargs)
        runs = registration.club.officers().values("user")
        people = User.objects.of_union().exclude(pk__in=runs)
        people = people.exclude(pk=registration.club.president_id)
        self.fields["assigned_to"].queryset = people.order_by("display_name_key")
        self.initial["assigned_to"] = registration.assigned_to_id


class RulesForm(forms.ModelForm):
    """The numbers and papers of the rules for one kind of registration."""

    papers = forms.MultipleChoiceField(
        label=_("서류"),
        required=False,
        choices=PaperKind,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("고른 서류를 PDF로 올려야 낼 수 있어요."),
    )

    class Meta:
        model = Rules
        fields = [*Rules.NUMBERS, "papers", "reason"]
        help_texts = {
            "min_members": _("학교 메일을 인증하고 이번 학기를 확인한 부원이 적어도 이만큼이에요."),
            "min_colleges": _("서로 다른 단과대가 적어도 이만큼이에요. 0이면 보지 않아요."),
            "min_departments": _("서로 다른 학과가 적어도 이만큼이에요. 0이면 보지 않아요."),
            "max_share": _("가장 많은 학과가 이 비율을 넘으면 안 돼요. 100이면 보지 않아요."),
            "max_leave_share": _("휴학생은 이 비율까지만 세요. 0이면 세지 않아요."),
            "advisor": _("동아리가 메일로 부탁하면 지도교수가 계정 없이 링크로 답해요."),
            "allows_exceptions": _("그렇게 낸 동아리는 대표자회의의 의결로만 등록해요."),
            "needs_resolution": _(
                "한 사람이 확인하고, 대표자회의에서 의결한 것을 적어야 등록돼요."
            ),
            "reason": _("알린 뒤에 기준을 느슨하게 바꿀 때 적어요. 모든 동아리가 읽어요."),
        }

    def clean_max_share(self):
        share = self.cleaned_data["max_share"]
        if not share:
            raise forms.ValidationError(_("1부터 100까지 적어 주세요."))
        return share

    @property
    def numbers(self):
        """The rules that were filled in, as {name: number}."""
        return {name: self.cleaned_data[name] for name in Rules.NUMBERS}


class PaperForm(forms.Form):
    """One paper: a file alone, so that no other field can fail and lose it."""

    file = forms.FileField(
        label=_("PDF 파일"),
        help_text=_("10MB까지 올릴 수 있어요."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"empty": _("비어 있거나 너무 커요. 10MB보다 작은 PDF로 골라 주세요.")},
    )

    def clean_file(self):
        return read_pdf(self.cleaned_data["file"])


class ExceptionForm(CheckedTextForm):
    """Why a club files though it does not meet every rule."""

    class Meta:
        model = Registration
        fields = ["exception"]
        widgets = {"exception": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "exception": _("모자란 기준이 있어도 이유를 적고 낼 수 있어요. 대표자회의에서 정해요."),
        }


class ResolutionForm(forms.ModelForm):
    """A vote of the meeting, and the registrations it was about."""

    registrations = forms.ModelMultipleChoiceField(label=_("동아리"), queryset=None)

    class Meta:
        model = Resolution
        fields = [
            "meeting", "held_on", "present", "in_favour", "against", "abstained", "outcome", "note",
        ]  # fmt: skip
        widgets = {"held_on": DayInput, "outcome": forms.RadioSelect}
        help_texts = {
            "meeting": _("예: 2학기 첫 대표자회의"),
            "note": _("등록하지 않기로 했으면 이유를 적어요. 회장이 읽어요."),
        }

    def __init__(self, term, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["registrations"].queryset = Registration.objects.filter(term=term)
        self.fields["outcome"].choices = Resolution.Outcome.choices

    def validate_constraints(self):
        """Leave it to `Resolution.ensure_complete`, which says it in words."""

    @property
    def vote(self):
        """The fields of the Resolution, as {name: value}."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def ticked(self):
        """The keys of the registrations that are chosen, as they were sent."""
        return self.data.getlist("registrations") if self.is_bound else []


class ConsentForm(CheckedTextForm):
    """Whom a club asks to be its advisor, and where the mail goes."""

    class Meta:
        model = Consent
        fields = ["name", "title", "email"]
        help_texts = {
            "title": _("예: 사진학과 교수"),
            "email": _(
                "지도교수님의 교직원 메일이에요. 처음 보는 주소는 연합회가 확인한 뒤에 보내요."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def clean_email(self):
        try:
            return canonical(self.cleaned_data["email"])
        except ValueError:
            raise forms.ValidationError(_("메일 주소를 다시 확인해 주세요.")) from None


class AnswerForm(forms.Form):
    """An advisor's answer, which is the button that was pressed."""

    answer = forms.ChoiceField(choices=[(state, state.label) for state in Consent.ANSWERS])


class OfficeConsentForm(CheckedTextForm):
    """An advisor whose consent the office of the school has."""

    class Meta:
        model = Consent
        fields = ["name", "title", "reason"]
        help_texts = {"reason": _("무엇으로 확인했는지 적어요. 예: 학생처에 낸 동의서")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True


class AppealForm(CheckedTextForm):
    """What a club says against a decision."""

    class Meta:
        model = Appeal
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "text": _("무엇을 다시 봐야 하는지 적어요. 결정마다 한 번만 신청할 수 있어요.")
        }


class AppealDecisionForm(forms.ModelForm):
    """What another one of the union decides about an appeal."""

    class Meta:
        model = Appeal
        fields = ["outcome", "reason"]
        widgets = {"outcome": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
        self.fields["outcome"].choices = Appeal.Outcome.choices[1:]


class ReopeningForm(forms.ModelForm):
    """Why an accepted registration is opened again."""

    class Meta:
        model = Reopening
        fields = ["reason"]
        help_texts = {"reason": _("회장이 읽어요.")}


class ExtensionForm(forms.ModelForm):
    """Until when a club may file, and why."""

    class Meta:
        model = Extension
        fields = ["until", "reason"]
        widgets = {"until": MomentInput}
        help_texts = {
            "until": _("등록 신청 기간이 끝나도 이때까지 낼 수 있어요."),
            "reason": _("모두가 읽어요."),
        }


class DecisionForm(forms.Form):
    """What the union decides about a submission, and why."""

    VERBS = [
        ("check", _("확인했어요\n다음 대표자회의 안건에 올려요.")),
        ("accept", _("등록하기\n동아리가 이번 학기에 등록되고 회장에게 알려요.")),
        ("return", _("돌려보내기\n적어도 일주일 동안 고쳐서 다시 낼 수 있어요.")),
        ("refuse", _("등록하지 않기\n이유를 회장에게 알려요.")),
    ]

    verb = forms.ChoiceField(label=_("결정"), choices=VERBS, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("등록하지 않는 이유"), required=False, max_length=500)

    def __init__(self, registration, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hidden = {"accept"} if registration.needs_resolution else {"check"}
        if registration.state == Registration.State.CHECKED:
            hidden.add("check")
        self.fields["verb"].choices = [each for each in self.VERBS if each[0] not in hidden]
        for about, label in Remark.About.choices:
            self.fields[f"remark_{about}"] = forms.CharField(
                label=_("고칠 것: %(about)s") % {"about": label}, required=False, max_length=500
            )

    @property
    def remarks(self):
        """What has to be mended, as {Remark.About: text}."""
        return {about: self.cleaned_data[f"remark_{about}"] for about in Remark.About.values}

    def clean(self):
        fields = super().clean()
        verb = fields.get("verb")
        if verb == "refuse" and not fields.get("reason"):
            self.add_error("reason", _("이유를 적어 주세요."))
        remarks = [fields.get(f"remark_{about}") for about in Remark.About.values]
        if verb == "return" and not any(remarks):
            self.add_error("verb", _("무엇을 고쳐야 하는지 적어 주세요."))
        return fields
