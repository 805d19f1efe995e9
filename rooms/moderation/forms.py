"""Forms of the owner and the moderators: settings, mutes and bans."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.directory.forms.clubs import HUES
from rooms.directory.forms.rooms import KIND_LABELS, PasswordRoomForm
from rooms.directory.models.rooms import Room


class SettingsForm(PasswordRoomForm):
    """The form of a room's settings, for its owner. A club's room cannot change its kind."""

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
            kinds = {kind: label for kind, label in KIND_LABELS.items() if kind != Room.Kind.CLUB}
            self.fields["kind"].choices = kinds.items()


class MuteForm(forms.Form):
    """The form that mutes a person for some minutes."""

    minutes = forms.TypedChoiceField(
        label=_("얼마 동안"),
        choices=[(10, _("10분")), (60, _("1시간")), (1440, _("하루")), (10080, _("일주일"))],
        coerce=int,
    )

    def until(self):
        """Return the moment at which the mute ends."""
        return timezone.now() + timedelta(minutes=self.cleaned_data["minutes"])


class BanForm(forms.Form):
    """The form that bans a person, with a reason."""

    reason = forms.CharField(
        label=_("이유"),
        help_text=_("그 사람에게 보여요."),
        max_length=200,
        required=False,
    )
