"""The form to edit a club: its description, its logo and its cover."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.directory.forms.clubs import ClubForm
from kclub.files.fields import PictureField
from kclub.files.logos import reencode_cover, reencode_logo


class ClubEditForm(ClubForm):
    """A club's description and looks. `cleaned_data` are the arguments of `Club.edit`."""

    logo = PictureField(
        reencode=reencode_logo,
        label=_("로고"),
        help_text=_("가운데를 네모나게 잘라서 이모지 자리에 보여 줘요. 5MB까지 올릴 수 있어요."),
    )
    remove_logo = forms.BooleanField(required=False, label=_("로고 빼고 이모지 쓰기"))
    cover = PictureField(
        reencode=reencode_cover,
        label=_("배경 사진"),
        help_text=_("가운데를 넓게 잘라서 무늬 자리에 보여 줘요. 5MB까지 올릴 수 있어요."),
    )
    remove_cover = forms.BooleanField(required=False, label=_("배경 사진 빼고 무늬 쓰기"))

    class Meta(ClubForm.Meta):
        fields = [*ClubForm.Meta.fields, "cover_alt"]
        help_texts = ClubForm.Meta.help_texts | {
            "cover_alt": _("사진을 볼 수 없는 사람에게 읽어 줘요. 예: 한강에서 함께 찍은 사진"),
        }

    def clean(self):
        fields = super().clean()
        for name in ("logo", "cover"):
            removed = fields.pop(f"remove_{name}", False)
            fields[name] = fields.get(name) or (False if removed else None)
        return fields
