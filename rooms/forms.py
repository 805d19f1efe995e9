from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clubs.models import Club
from kclub.text import folded
from rooms.models import Room

CAPACITIES = [20, 50, 100, 200]


class NameForm(forms.Form):
    """「방 이름으로 입장」"""

    name = forms.CharField(label=_("방 이름으로 입장"), max_length=200)


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("메시지"),
        max_length=4000,
        error_messages={
            "required": _("보낼 말을 적어 주세요."),
            "max_length": _("4,000자까지 보낼 수 있어요. 지금 %(show_value)s자예요."),
        },
    )
    nonce = forms.CharField(required=False, max_length=80)

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not folded(text):  # nothing but what cannot be seen
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text


class ReadForm(forms.Form):
    number = forms.IntegerField(min_value=0)


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ["name", "about", "kind", "club", "capacity"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        clubs = Club.objects.open().of(user).with_counts()
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
        kinds = [(Room.Kind.OPEN, _("우리 학교 학생 누구나\n‘열린 방’ 목록에 보여요."))]
        if clubs:
            kinds += [(Room.Kind.CLUB, _("우리 동아리 부원만\n고른 동아리의 부원에게만 보여요."))]
        return kinds

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not folded(name):
            raise forms.ValidationError(_("방 이름을 적어 주세요."))
        return name

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") != Room.Kind.CLUB:
            cleaned["club"] = None
        return cleaned
