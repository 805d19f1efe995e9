"""The form that makes an invite."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class InviteForm(forms.Form):
    """How many people an invite lets in, and for how many days."""

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
        """Return the arguments of `room.invite`."""
        expires_at = timezone.now() + timedelta(days=self.cleaned_data["days"])
        return {"max_uses": self.cleaned_data["uses"] or None, "expires_at": expires_at}
