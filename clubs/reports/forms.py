"""Forms to write activity reports and to decide about them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.events.forms import MomentInput
from clubs.forms import CheckedTextForm
from clubs.reports.models.activity_reports import MAX_PICTURES, ActivityReport
from kclub.files.fields import PicturesField

MAX_ALT_LENGTH = 200  # letters, as ActivityReportPicture.alt has


class ActivityReportForm(CheckedTextForm):
    """What officers write. `cleaned_data` are the arguments of `write` and `edit`."""

    pictures = PicturesField(
        max_count=MAX_PICTURES,
        label=_("사진"),
        help_text=_("다섯 장까지. 제출하려면 한 장은 있어야 해요. 위치 정보는 올릴 때 지워요."),
    )
    alts = forms.CharField(
        required=False,
        max_length=MAX_PICTURES * (MAX_ALT_LENGTH + 1),
        label=_("사진 설명"),
        help_text=_("사진을 볼 수 없는 사람에게 읽어 줘요. 한 줄에 한 장씩 적어 주세요."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = ActivityReport
        fields = [
            "title", "starts_at", "ends_at", "place", "purpose", "text", "guests", "public",
        ]  # fmt: skip
        widgets = {
            "starts_at": MomentInput,
            "ends_at": MomentInput,
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "text": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "purpose": _("한 문장이면 돼요. 제출하려면 있어야 해요."),
            "text": _("누구의 이름도 적지 마세요. 제출하려면 있어야 해요."),
            "guests": _("출석 명단에 없는 사람이 몇 명 왔는지 적어요."),
            "public": _("사진과 글만 보여요. 누가 왔는지는 보이지 않아요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pictures"].widget.attrs["data-alts"] = self["alts"].auto_id
        if self.instance.pk and self.instance.pictures.exists():
            self.fields["removed"] = forms.ModelMultipleChoiceField(
                self.instance.pictures.all(), required=False, label=_("올린 사진")
            )

    def clean(self):
        fields = super().clean()
        starts_at, ends_at = fields.get("starts_at"), fields.get("ends_at")
        if starts_at and ends_at and starts_at >= ends_at:
            self.add_error("ends_at", _("시작보다 늦어야 해요."))
        pictures, alts = fields.get("pictures", []), fields.pop("alts", "").splitlines()
        if any(len(alt) > MAX_ALT_LENGTH for alt in alts):
            self.add_error("alts", _("한 장의 설명은 200자까지 쓸 수 있어요."))
        alts += [""] * (len(pictures) - len(alts))
        fields["pictures"] = list(zip(pictures, alts, strict=False))
        return fields

    def validate_constraints(self):
        """Leave it to `clean`, which says it beside the field."""


class ActivityDecisionForm(forms.Form):
    """What the union decides about a report, and what has to be mended."""

    VERBS = [
        ("accept", _("인정하기\n동아리 운영진에게 알려요.")),
        ("return", _("돌려보내기\n일주일 동안 고쳐서 다시 낼 수 있어요.")),
    ]

    verb = forms.ChoiceField(label=_("결정"), choices=VERBS, widget=forms.RadioSelect)
    remark = forms.CharField(label=_("고칠 것"), required=False, max_length=500)

    def clean(self):
        fields = super().clean()
        if fields.get("verb") == "return" and not fields.get("remark"):
            self.add_error("remark", _("무엇을 고쳐야 하는지 적어 주세요."))
        return fields
