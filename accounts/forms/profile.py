"""The form of a user's own profile, and names in any form."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.forms.languages import LanguageField
from accounts.models import User
from accounts.models.handles import HANDLE_TAKEN
from accounts.names import EVERYBODY, is_handle, normal_handle, poses_as_office
from kclub.errors import Refused
from kclub.files.fields import PictureField
from kclub.files.logos import reencode_avatar
from kclub.text.normalization import folded

POSES_AS_OFFICE = _(
    "연합회, 운영진, 학교로 보이는 이름은 쓸 수 없어요. 맡은 일이 있으면 연합회가 줄 수 있어요."
)
HANDLE_RULE = _("한글, 영어, 숫자, 밑줄(_)로 2자부터 20자까지, 띄어쓰기 없이 적어 주세요.")


class HandleField(forms.CharField):
    """A handle, with or without its @."""

    def __init__(self, **kwargs):
        attrs = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        super().__init__(label=_("아이디"), widget=forms.TextInput(attrs), **kwargs)


class DisplayNameMixin:
    """The field `display_name` of a form: a name that can be read, and poses as no office."""

    def clean_display_name(self):
        name = self.cleaned_data["display_name"]
        if not folded(name):
            raise ValidationError(_("보이는 글자로 적어 주세요."), code="invisible")
        if len(folded(name)) > User._meta.get_field("display_name_key").max_length:
            raise ValidationError(_("너무 길어요. 조금 줄여 주세요."), code="long")
        if poses_as_office(name) and not self.may_be_called(name):
            raise ValidationError(POSES_AS_OFFICE, code="office")
        return name

    def may_be_called(self, name):
        """Whether the user may have this name although it poses as an office."""
        return False


class HandleMixin:
    """The field `handle` of the form of a user, `instance`: letters and digits nobody else has."""

    def clean_handle(self):
        handle = normal_handle(self.cleaned_data["handle"])
        if handle == self.instance.handle:
            return handle
        if not is_handle(handle):
            raise ValidationError(HANDLE_RULE, code="invalid")
        if handle in EVERYBODY:
            raise ValidationError(_("모두를 부르는 말은 쓸 수 없어요."), code="everybody")
        if poses_as_office(handle) and not self.may_be_called(handle):
            raise ValidationError(POSES_AS_OFFICE, code="office")
        if not self.instance.may_take_handle(handle):
            raise ValidationError(HANDLE_TAKEN, code="taken")
        return handle

    def may_be_called(self, name):
        """Whether the user may have this handle although it poses as an office."""
        return self.instance.is_staff


class ProfileForm(HandleMixin, DisplayNameMixin, forms.ModelForm):
    """The form that edits a user's picture, names, bio and language."""

    avatar = PictureField(
        reencode=reencode_avatar,
        label=_("사진"),
        help_text=_(
            "가운데를 네모나게 잘라서 이름 옆에 보여 줘요. 5MB까지, 위치 정보는 올릴 때 지워요."
        ),
    )
    remove_avatar = forms.BooleanField(required=False, label=_("사진 빼고 이름 쓰기"))
    handle = HandleField()
    locale = LanguageField()

    class Meta:
        model = User
        fields = ["display_name", "bio", "locale"]
        widgets = {"bio": forms.Textarea({"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["display_name"].widget.attrs["autocomplete"] = "name"
        self.initial["handle"] = self.instance.handle
        self.fields["handle"].help_text = _(
            "@ 뒤에 적어 나를 부르고, 같은 이름끼리 알아보는 말이에요. 30일에 한 번 바꿀 수 있어요."
        )
        self.fields["bio"].help_text = _("500자까지. 누가 볼지는 「누가 보나요」에서 골라요.")

    def may_be_called(self, name):
        """Whether the user is of the union, or has this name already, since the union gave it."""
        return self.instance.is_staff or folded(name) == self.instance.display_name_key

    def clean_handle(self):
        handle = super().clean_handle()
        if handle != self.instance.handle:
            try:
                self.instance.ensure_may_change_handle()
            except Refused as refusal:
                raise ValidationError(str(refusal), code="soon") from None
        return handle

    @transaction.atomic
    def save(self):
        self.instance.change_handle(self.cleaned_data["handle"])
        self.instance.set_display_name(self.cleaned_data["display_name"])
        saved = ["display_name", "display_name_key", "name_initials", "bio", "locale"]
        self.instance.save(update_fields=saved)
        picture = self.cleaned_data["avatar"]
        if picture or self.cleaned_data["remove_avatar"]:
            self.instance.change_avatar(picture)
        return self.instance
