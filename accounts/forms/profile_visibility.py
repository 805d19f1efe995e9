"""The form of who sees what of a user."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.profile_visibility import ProfileVisibility


class ProfileVisibilityForm(forms.ModelForm):
    """The form that chooses to whom each field is shown. `cleaned_data` is for `choose_visibility`."""

    class Meta:
        model = ProfileVisibility
        fields = ["avatar", "bio", "department"]
        help_texts = {
            "department": _("학기 확인 때 적은 학과예요. 처음에는 나만 볼 수 있어요."),
        }
