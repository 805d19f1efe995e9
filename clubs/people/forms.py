"""Forms about the people of a club: bans, invites, claims, roles."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.people.models.memberships import Membership


class BanForm(forms.Form):
    """How long a user is banned (0 days: until it is lifted), and why."""

    days = forms.TypedChoiceField(
        label=_("언제까지"),
        choices=[(0, _("풀 때까지")), (30, _("30일")), (180, _("한 학기 (180일)"))],
        coerce=int,
        initial=0,
    )
    reason = forms.CharField(
        label=_("이유"),
        max_length=500,
        help_text=_("그 사람이 읽어요."),
        error_messages={"required": _("이유를 적어야 막을 수 있어요.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(forms.Form):
    """The days an invite can be used, and the number of people who may use it."""

    days = forms.TypedChoiceField(
        label=_("언제까지 쓸 수 있나요?"),
        choices=[(1, _("하루")), (7, _("일주일")), (30, _("30일"))],
        coerce=int,
        initial=7,
    )
    most = forms.IntegerField(
        label=_("몇 명까지 들어올 수 있나요?"),
        required=False,
        min_value=1,
        max_value=500,
        help_text=_("비워 두면 세지 않아요."),
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


class InviteCodeForm(forms.Form):
    """The code at the end of an invite's address. Cleans to what may be meant: as typed, and plain."""

    code = forms.CharField(
        label=_("초대 코드"),
        max_length=100,
        help_text=_("포스터의 주소 끝에 있는 글자예요."),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off"}),
    )

    def clean_code(self):
        code = self.cleaned_data["code"].rstrip("/").rpartition("/")[2]
        return [code, re.sub(r"[\s-]", "", code).lower()]


class ClaimForm(forms.Form):
    """The reason to claim the presidency of a club."""

    reason = forms.CharField(
        label=_("왜 맡으려고 하나요?"),
        max_length=500,
        help_text=_("연합회가 읽고 결정해요. 회장과 언제부터 연락이 안 되는지 적어 주세요."),
        error_messages={"required": _("이유를 적어야 신청할 수 있어요.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RoleForm(forms.ModelForm):
    """The role and title of a member."""

    class Meta:
        model = Membership
        fields = ["role", "title"]
        labels = {"role": _("역할")}


class ReasonForm(forms.Form):
    """The reason to remove a member, which they read; it may be empty."""

    reason = forms.CharField(
        label=_("이유"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
