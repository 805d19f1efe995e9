"""Forms to return, classify, close and reopen a club."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.directory.models import Club


class ReturnForm(forms.Form):
    """The reason to return a club to its founder."""

    reason = forms.CharField(
        label=_("돌려보내는 이유"),
        max_length=500,
        help_text=_("무엇을 고치면 되는지 적어 주세요. 만든 사람이 읽어요."),
        error_messages={"required": _("이유를 적어야 돌려보낼 수 있어요.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClubKindForm(forms.ModelForm):
    """The category of a club, and what kind of club it is."""

    kind = forms.ChoiceField(label=_("종류"), choices=Club.Kind, widget=forms.RadioSelect)

    class Meta:
        model = Club
        fields = ["category"]

    def __init__(self, *args, instance):
        super().__init__(*args, instance=instance, initial={"kind": instance.kind})


class SupervisionForm(forms.Form):
    """What the union does with an open or closed club, and why.

    Only verbs that the club's status allows are offered.
    """

    VERBS = {
        "suspend": _("정지하기\n부원은 읽을 수만 있고, 다른 사람에게는 보이지 않아요"),
        "pause": _("쉬게 하기\n모두에게 보이지만 지원은 받지 않아요"),
        "resume": _("다시 활동하게 하기\n지원을 다시 받을 수 있어요"),
        "restore": _("다시 열기\n예전처럼 모두에게 보여요"),
        "archive": _("보관하기\n활동이 끝난 동아리예요. 기록은 남아요"),
    }

    VERBS_BY_STATUS = {
        Club.Status.ACTIVE: {"pause", "suspend", "archive"},
        Club.Status.DORMANT: {"resume", "suspend", "archive"},
        Club.Status.SUSPENDED: {"restore", "archive"},
        Club.Status.ARCHIVED: {"restore"},
        Club.Status.SUBMITTED: set(),
        Club.Status.DRAFT: set(),
    }

    verb = forms.ChoiceField(
        label=_("무엇을 할까요?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("하나를 골라 주세요.")},
    )
    reason = forms.CharField(
        label=_("이유"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("회장에게 전해지고 동아리 기록에 남아요."),
    )

    def __init__(self, *args, club, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = self.VERBS_BY_STATUS[club.status]
        field = self.fields["verb"]
        field.choices = self.VERBS.items()  # a verb may be sent again that was done meanwhile
        field.widget.choices = [verb for verb in self.VERBS.items() if verb[0] in allowed]

    def clean(self):
        fields = super().clean()
        if fields.get("verb") in {"suspend", "archive"} and not fields.get("reason", "").strip():
            self.add_error("reason", _("이유를 적어 주세요."))
        return fields
