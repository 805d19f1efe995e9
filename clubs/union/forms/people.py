"""The forms to suspend a user and to give them names."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.profile import DisplayNameMixin, HandleField, HandleMixin


class SuspensionForm(forms.Form):
    """The days a user is suspended, and why."""

    days = forms.TypedChoiceField(
        label=_("얼마 동안 정지할까요?"),
        coerce=int,
        choices=[(7, _("7일")), (30, _("30일")), (365, _("1년"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("기간을 골라 주세요.")},
    )
    reason = forms.CharField(
        label=_("이유"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("로그인할 때 본인에게 보여 줘요."),
        error_messages={"required": _("이유를 적어 주세요.")},
    )


class NamesForm(HandleMixin, DisplayNameMixin, forms.Form):
    """The names that the union gives the user `instance`, those of offices included."""

    display_name = forms.CharField(label=_("이름"), max_length=50)
    handle = HandleField()

    def __init__(self, instance, *args):
        self.instance = instance
        initial = {"display_name": instance.display_name, "handle": instance.handle}
        super().__init__(*args, initial=initial)

    def may_be_called(self, name):
        return True
