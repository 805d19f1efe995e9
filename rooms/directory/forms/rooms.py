"""Forms that find and open rooms."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clubs.models import Club
from kclub.text.normalization import folded
from rooms.directory.models.rooms import Room

CAPACITY_CHOICES = [20, 50, 100, 200]  # people


KIND_LABELS = {
    Room.Kind.OPEN: _("우리 학교 학생 누구나\n‘열린 방’ 목록에 보여요."),
    Room.Kind.CLUB: _("우리 동아리 부원만\n고른 동아리의 부원에게만 보여요."),
    Room.Kind.PASSWORD: _("비밀번호를 아는 사람만\n이름은 보이지만 대화는 잠겨 있어요."),
    Room.Kind.INVITE: _("초대받은 사람만\n목록에 보이지 않고, 초대 링크로만 들어와요."),
}


class NameForm(forms.Form):
    """The name of a room to enter: 「방 이름으로 입장」."""

    name = forms.CharField(label=_("방 이름으로 입장"), max_length=200)


class PasswordRoomForm(forms.ModelForm):
    """The part of a room's form with the password, which may be left empty once there is one."""

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
        needs_password = self.data.get("kind", Room.Kind.PASSWORD) == Room.Kind.PASSWORD
        self.fields["password"].required = needs_password and not self.instance.password

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


class RoomForm(PasswordRoomForm):
    """The form of a new room."""

    class Meta:
        model = Room
        fields = ["name", "about", "kind", "club", "capacity"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        clubs = Club.objects.open().of(user).with_member_count()
        self.fields["about"].widget.attrs["placeholder"] = _("예: 토요일 오후, 필름 한 롤만 들고")
        capacities = [(n, ngettext("%(n)s명", "%(n)s명", n) % {"n": n}) for n in CAPACITY_CHOICES]
        self.fields["capacity"] = forms.TypedChoiceField(
            label=self.fields["capacity"].label, choices=capacities, coerce=int, initial=50
        )
        self.fields["club"].queryset = clubs
        self.fields["kind"].choices = self._kind_choices(clubs)
        if clubs:
            self.fields["club"].label = _("어느 동아리의 방인가요?")
            self.fields["club"].empty_label = None
            self.fields["club"].required = self.data.get("kind", Room.Kind.CLUB) == Room.Kind.CLUB
        else:
            del self.fields["club"]

    def _kind_choices(self, clubs):
        return [
            (kind, label) for kind, label in KIND_LABELS.items() if clubs or kind != Room.Kind.CLUB
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") != Room.Kind.CLUB:
            cleaned["club"] = None
        return cleaned
