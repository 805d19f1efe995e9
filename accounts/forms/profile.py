"""The form of a user's own profile, and display names in any form."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kclub.text.normalization import folded


class DisplayNameMixin:
    """The field `display_name` of a form: a name that no other user has in any spelling.

    `other_users()` of the form returns the users whose names are taken.
    """

    def clean_display_name(self):
        name = self.cleaned_data["display_name"]
        if not folded(name):
            raise ValidationError(_("보이는 글자로 적어 주세요."), code="invisible")
        if len(folded(name)) > User._meta.get_field("display_name_key").max_length:
            raise ValidationError(_("너무 길어요. 조금 줄여 주세요."), code="long")
        if self.other_users().with_display_name(name).exists():
            raise ValidationError(_("누가 이미 쓰는 이름이에요. 조금 바꿔 주세요."), code="taken")
        return name


class ProfileForm(DisplayNameMixin, forms.ModelForm):
    """The form that edits a user's name, bio and language."""

    locale = forms.ChoiceField(
        label=_("언어"),
        choices=[("", _("기기 따라")), ("ko", "한국어"), ("en", "English")],
        required=False,
        help_text=_("메일도 이 언어로 보내요."),
    )

    class Meta:
        model = User
        fields = ["display_name", "bio", "locale"]
        widgets = {"bio": forms.Textarea({"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["display_name"].widget.attrs["autocomplete"] = "name"
        self.fields["bio"].help_text = _("500자까지. 다른 학생들이 내 이름을 누르면 보여요.")

    def other_users(self):
        return User.objects.exclude(pk=self.instance.pk)

    def save(self, commit=True):
        self.instance.set_display_name(self.cleaned_data["display_name"])
        return super().save(commit)
