"""Forms to found a club and to edit its description."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.names import is_office
from clubs.directory.models import Club
from clubs.forms import CheckedTextForm
from kclub.text.emoji import validate_emoji
from kclub.text.normalization import folded

HUES = [
    (1, _("산호")), (2, _("귤")), (3, _("개나리")), (4, _("잔디")),
    (5, _("바다")), (6, _("하늘")), (7, _("라일락")), (8, _("벚꽃")),
]  # fmt: skip
PATTERNS = [("dot", _("물방울")), ("bar", _("빗줄")), ("hill", _("언덕")), ("sq", _("바둑판"))]
JOIN_MODES = [
    ("application", _("지원서를 보고 승인해요\n질문을 정할 수 있어요.")),
    ("request", _("신청을 보고 승인해요\n학생은 한 번 눌러 신청해요.")),
    ("open", _("누구나 바로 들어와요\n우리 학교 학생이면 바로 부원이 돼요.")),
    ("closed", _("지금은 모집하지 않아요\n목록에는 보이지만 지원은 받지 않아요.")),
]


class ClubNameForm(CheckedTextForm):
    """The name of a club, which no other may have."""

    class Meta:
        model = Club
        fields = ["name"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        self.ensure_free(name)
        return name

    def ensure_free(self, name):
        """Raise ValidationError unless a club may have this name, in Korean or in English."""
        key = folded(name)
        if not key:
            raise forms.ValidationError(_("보이는 글자로 적어 주세요."))
        if len(key) > Club._meta.get_field("name_key").max_length:
            raise forms.ValidationError(_("너무 길어요. 조금 줄여 주세요."))
        if self.is_taken(key):
            raise forms.ValidationError(_("이미 있는 이름이에요. 다른 이름을 골라 주세요."))

    def is_taken(self, key):
        """Whether another club has the folded name, in Korean or in English."""
        clubs = self.clubs_with_taken_names()
        return clubs.filter(Q(name_key=key) | Q(english_key=key)).exists()

    def clubs_with_taken_names(self):
        """Return the clubs whose names this club may not have."""
        return Club.objects.exclude(pk=self.instance.pk)


class ClubForm(ClubNameForm):
    """The description of a club; its name and category can be changed until the club has opened."""

    hue = forms.TypedChoiceField(
        label=_("동아리 색"), choices=HUES, coerce=int, widget=forms.RadioSelect, initial=4
    )
    pattern = forms.ChoiceField(
        label=_("무늬"), choices=PATTERNS, widget=forms.RadioSelect, initial="dot"
    )

    class Meta:
        model = Club
        fields = [
            "name", "summary", "category", "emoji", "hue", "pattern", "description", "tags",
            "place", "meets", "fee", "english_name", "english_summary",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 8}),
        }
        help_texts = {
            "name": _("40자까지. 열린 뒤에는 연합회에 말해야 바꿀 수 있어요."),
            "summary": _("목록에 보여요. 무엇을, 얼마나 자주 하는지 적으면 좋아요."),
            "category": _("찾기 화면에서 쓰여요. 열린 뒤에는 연합회에 말해야 바꿀 수 있어요."),
            "emoji": _("로고가 없어도 이걸로 충분해요."),
            "description": _("처음 온 사람이 궁금해할 것부터 적어요. 마크다운을 쓸 수 있어요."),
            "tags": _("쉼표로 나눠요. 예: 초보 환영, 카메라 대여"),
            "english_name": _("영어로 보는 사람에게 보여요. 한글 이름도 곁에 작게 남아요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].empty_label = _("골라 주세요")
        if self.instance.is_open:
            del self.fields["name"], self.fields["category"]  # which the union changes

    def clean_english_name(self):
        if name := self.cleaned_data["english_name"]:
            self.ensure_free(name)
        if is_office(name):
            raise forms.ValidationError(_("연합회나 학교로 보이는 이름은 쓸 수 없어요."))
        return name

    def clean_emoji(self):
        emoji = self.cleaned_data["emoji"]
        validate_emoji(emoji)
        return emoji

    def clean_tags(self):
        tags = [tag.strip().lstrip("#") for tag in self.cleaned_data["tags"].split(",")]
        return ", ".join(dict.fromkeys(filter(None, tags)))


class NewClubForm(ClubForm):
    """A new club, with the fields that it needs to begin.

    A name that resembles another club's is refused the first time. The form then comes back with
    the name in `sure`; sent again with it, the name is accepted.
    """

    sure = forms.CharField(required=False, widget=forms.HiddenInput)
    join_mode = forms.ChoiceField(
        label=_("가입 방식"), choices=JOIN_MODES, widget=forms.RadioSelect, initial="application"
    )

    def __init__(self, founder, *args):
        super().__init__(*args)
        self.instance.president = founder

    class Meta(ClubForm.Meta):
        fields = [
            "name", "summary", "category", "emoji", "hue", "pattern", "description", "join_mode",
            "english_name", "english_summary",
        ]  # fmt: skip

    def clubs_with_taken_names(self):
        """Return all clubs but the founder's own that wait: `Club.found` returns these again."""
        return Club.objects.exclude(president=self.instance.president, status="submitted")

    def clean_name(self):
        name = super().clean_name()
        if self.data.get("sure") == name:
            return name
        if similar := Club.objects.open().similar_to(name):
            self.data = self.data.dict() | {"sure": name}
            names = ", ".join(map(str, similar[:3]))
            sentence = gettext(
                "비슷한 이름이 있어요: %(names)s. 다른 동아리라면 한 번 더 눌러 주세요."
            )
            raise forms.ValidationError(sentence % {"names": names})
        return name
