"""What a browser may send to the union's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import SchoolDomain, User
from clubs.directory.categories import Category
from clubs.directory.models import Club
from clubs.moderation.banned_words import BannedWord
from clubs.moderation.models.evidence import EvidenceAccess
from clubs.union.models import Replacement


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("돌려보내는 까닭"),
        max_length=500,
        help_text=_("무엇을 고치면 되는지 적어 주세요. 만든 사람이 읽어요."),
        error_messages={"required": _("까닭을 적어야 돌려보낼 수 있어요.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LookForm(forms.ModelForm):
    class Meta:
        model = EvidenceAccess
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"reason": {"required": _("까닭을 적어야 살펴볼 수 있어요.")}}


class CategoryForm(forms.ModelForm):
    class Meta:
        model = Category
        fields = ["name", "name_en", "slug", "position"]


class BannedWordForm(forms.ModelForm):
    class Meta:
        model = BannedWord
        fields = ["word"]
        error_messages = {"word": {"required": _("낱말을 적어 주세요.")}}


class SchoolDomainForm(forms.ModelForm):
    class Meta:
        model = SchoolDomain
        fields = ["name", "with_subdomains"]
        error_messages = {"name": {"unique": _("이미 있는 도메인이에요.")}}


class SupervisionForm(forms.Form):
    """What to do about a club, and why; only what its state allows."""

    VERBS = {
        "suspend": _("정지하기\n부원은 읽을 수만 있고, 다른 사람에게는 보이지 않아요"),
        "restore": _("다시 열기\n예전처럼 모두에게 보여요"),
        "archive": _("보관하기\n활동이 끝난 동아리예요. 기록은 남아요"),
    }

    verb = forms.ChoiceField(
        label=_("무엇을 할까요?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("하나를 골라 주세요.")},
    )
    reason = forms.CharField(
        label=_("까닭"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("회장에게 전해지고 동아리 기록에 남아요."),
    )

    def __init__(self, *args, club, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = {"suspend", "archive"} if club.is_open else {"restore"}
        if club.status == Club.Status.SUSPENDED:
            allowed.add("archive")
        field = self.fields["verb"]
        field.choices = self.VERBS.items()  # what was done meanwhile may be sent again
        field.widget.choices = [verb for verb in self.VERBS.items() if verb[0] in allowed]

    def clean(self):
        fields = super().clean()
        if fields.get("verb") in {"suspend", "archive"} and not fields.get("reason", "").strip():
            self.add_error("reason", _("까닭을 적어 주세요."))
        return fields


class SuspensionForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("얼마 동안 정지할까요?"),
        coerce=int,
        choices=[(7, _("7일")), (30, _("30일")), (365, _("1년"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("기간을 골라 주세요.")},
    )
    reason = forms.CharField(
        label=_("까닭"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("로그인할 때 본인에게 보여 줘요."),
        error_messages={"required": _("까닭을 적어 주세요.")},
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(max_length=500)


class ReplacementForm(forms.ModelForm):
    class Meta:
        model = Replacement
        fields = ["successor", "reason"]
        labels = {"successor": _("다음 회장")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "successor": {"required": _("누가 맡을지 골라 주세요.")},
            "reason": {"required": _("까닭을 적어 주세요.")},
        }

    def __init__(self, *args, club, **kwargs):
        super().__init__(*args, **kwargs)
        members = User.objects.verified().filter(memberships__club=club, is_active=True)
        members = members.exclude(pk=club.president_id).order_by("-memberships__role", "pk")
        self.fields["successor"].queryset = members
