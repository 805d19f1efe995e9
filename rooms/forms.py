from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clubs.directory.forms import HUES
from clubs.models import Club
from kclub.files.images import PicturesField, preview
from kclub.text.normalization import folded
from rooms.models import Reaction, Room

CAPACITIES = [20, 50, 100, 200]
KINDS = {
    Room.Kind.OPEN: _("우리 학교 학생 누구나\n‘열린 방’ 목록에 보여요."),
    Room.Kind.CLUB: _("우리 동아리 부원만\n고른 동아리의 부원에게만 보여요."),
    Room.Kind.PASSWORD: _("비밀번호를 아는 사람만\n이름은 보이지만 대화는 잠겨 있어요."),
    Room.Kind.INVITE: _("초대받은 사람만\n목록에 보이지 않고, 초대 링크로만 들어와요."),
}


class NameForm(forms.Form):
    """「방 이름으로 입장」"""

    name = forms.CharField(label=_("방 이름으로 입장"), max_length=200)


class TextForm(forms.Form):
    """What a message says; nothing only where `may_be_empty`."""

    text = forms.CharField(
        label=_("메시지"),
        max_length=4000,
        required=False,
        error_messages={
            "required": _("보낼 말을 적어 주세요."),
            "max_length": _("4,000자까지 보낼 수 있어요. 지금 %(show_value)s자예요."),
        },
    )
    may_be_empty = False

    def clean(self):
        text = self.cleaned_data.get("text")
        if text is not None and not any(map(folded, text)):  # nothing, or only what cannot be seen
            self.cleaned_data["text"] = ""
            if not self.may_be_empty and not self.errors:
                self.add_error("text", self.fields["text"].error_messages["required"])
        return self.cleaned_data


class MessageForm(TextForm):
    nonce = forms.CharField(required=False, max_length=80)
    answering = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    pictures = PicturesField(label=_("사진"), most=4, thumbnail=preview)
    alt = forms.CharField(label=_("사진 설명"), required=False, max_length=200)

    @property
    def may_be_empty(self):
        return bool(self.cleaned_data.get("pictures"))


class ReactionForm(forms.Form):
    """A kind of reaction to add, or one to remove."""

    add = forms.ChoiceField(choices=Reaction.Kind, required=False)
    remove = forms.ChoiceField(choices=Reaction.Kind, required=False)


class ReadForm(forms.Form):
    number = forms.IntegerField(min_value=0)


class DoorForm(forms.Form):
    """What a room with a password asks at its door."""

    password = forms.CharField(
        label=_("방 비밀번호"),
        max_length=64,
        widget=forms.PasswordInput({"autocomplete": "off", "autofocus": True}),
        error_messages={"required": _("방 비밀번호를 적어 주세요.")},
    )


class LockedForm(forms.ModelForm):
    """A room's form with a password, which is needed once and then may stay as it is."""

    password = forms.CharField(
        label=_("방 비밀번호"),
        help_text=_("4자 이상. 다른 곳에서 쓰는 비밀번호는 피해 주세요."),
        min_length=4,
        max_length=64,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("방 비밀번호를 정해 주세요."),
            "min_length": _("4자 이상으로 적어 주세요."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asks = self.data.get("kind", Room.Kind.PASSWORD) == Room.Kind.PASSWORD
        self.fields["password"].required = asks and not self.instance.password

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not folded(name):
            raise forms.ValidationError(_("방 이름을 적어 주세요."))
        return name

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind", self.instance.kind) != Room.Kind.PASSWORD:
            cleaned["password"] = ""
        return cleaned


class RoomForm(LockedForm):
    class Meta:
        model = Room
        fields = ["name", "about", "kind", "club", "capacity"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        clubs = Club.objects.open().of(user).with_member_count()
        self.fields["about"].widget.attrs["placeholder"] = _("예: 토요일 오후, 필름 한 롤만 들고")
        capacities = [(n, ngettext("%(n)s명", "%(n)s명", n) % {"n": n}) for n in CAPACITIES]
        self.fields["capacity"] = forms.TypedChoiceField(
            label=self.fields["capacity"].label, choices=capacities, coerce=int, initial=50
        )
        self.fields["club"].queryset = clubs
        self.fields["kind"].choices = self._kinds(clubs)
        if clubs:
            self.fields["club"].label = _("어느 동아리의 방인가요?")
            self.fields["club"].empty_label = None
            self.fields["club"].required = self.data.get("kind", Room.Kind.CLUB) == Room.Kind.CLUB
        else:
            del self.fields["club"]

    def _kinds(self, clubs):
        return [each for each in KINDS.items() if clubs or each[0] != Room.Kind.CLUB]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") != Room.Kind.CLUB:
            cleaned["club"] = None
        return cleaned


class SettingsForm(LockedForm):
    """What the owner may change. A club's room stays the club's."""

    hue = forms.TypedChoiceField(label=_("색"), choices=HUES, coerce=int, widget=forms.RadioSelect)
    slow_seconds = forms.TypedChoiceField(
        label=_("천천히 이야기하기"),
        help_text=_("한 사람이 이만큼 기다렸다가 다음 말을 해요. 방장과 부방장은 기다리지 않아요."),
        choices=[
            (0, _("끄기")), (5, _("5초")), (10, _("10초")), (30, _("30초")), (60, _("1분")),
            (300, _("5분")),
        ],
        coerce=int,
    )  # fmt: skip

    class Meta:
        model = Room
        fields = [
            "name", "about", "emoji", "hue", "kind", "capacity", "slow_seconds", "read_only",
        ]  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "capacity": forms.NumberInput({"inputmode": "numeric"}),
        }
        help_texts = {
            "capacity": _("2명부터 500명까지. 지금 있는 사람보다 적게 할 수는 없어요."),
            "read_only": _("다른 사람은 읽기만 해요."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.password:
            self.fields["password"].label = _("새 방 비밀번호")
            self.fields["password"].help_text = _(
                "비워 두면 그대로예요. 바꿔도 지금 있는 사람은 나가지 않아요."
            )
        if self.instance.club:
            del self.fields["kind"], self.fields["password"]
        else:
            kinds = {kind: label for kind, label in KINDS.items() if kind != Room.Kind.CLUB}
            self.fields["kind"].choices = kinds.items()


class MuteForm(forms.Form):
    minutes = forms.TypedChoiceField(
        label=_("얼마 동안"),
        choices=[(10, _("10분")), (60, _("1시간")), (1440, _("하루")), (10080, _("일주일"))],
        coerce=int,
    )

    def until(self):
        return timezone.now() + timedelta(minutes=self.cleaned_data["minutes"])


class BanForm(forms.Form):
    reason = forms.CharField(
        label=_("까닭"),
        help_text=_("그 사람에게 보여요."),
        max_length=200,
        required=False,
    )


class InviteForm(forms.Form):
    """How many an invite lets in, and for how many days."""

    uses = forms.TypedChoiceField(
        label=_("몇 명까지"),
        choices=[
            (1, _("한 명")), (5, _("5명")), (10, _("10명")), (50, _("50명")), (0, _("제한 없이")),
        ],
        coerce=int,
        initial=10,
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("언제까지"),
        choices=[(1, _("하루")), (7, _("일주일")), (30, _("30일"))],
        coerce=int,
        initial=7,
    )

    def terms(self):
        """The arguments of `room.invite`."""
        ends = timezone.now() + timedelta(days=self.cleaned_data["days"])
        return {"uses": self.cleaned_data["uses"] or None, "expires_at": ends}
