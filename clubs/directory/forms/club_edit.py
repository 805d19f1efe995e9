"""The form to edit a club: its description, the pictures in it, its logo and its cover."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.directory.forms.clubs import ClubForm
from clubs.directory.links import as_links
from clubs.directory.pictures import MAX_PICTURES, TOO_MANY, ClubPicture
from clubs.directory.visitors import MAX_SEMESTER_LINES
from kclub.files.fields import PictureField, PicturesField
from kclub.files.images import preview
from kclub.files.logos import reencode_cover, reencode_logo
from kclub.text.pictures import without_pictures

MAX_ALT = ClubPicture._meta.get_field("alt").max_length
MAX_PREVIEW_BYTES = 45_000  # of a picture as it stands in the text


class ClubLooksForm(ClubForm):
    """A club's description, and its logo and cover as `Club.edit` takes them."""

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


class ClubVisitorsForm(ClubLooksForm):
    """A club's description and looks, and what it tells those who think of joining."""

    class Meta(ClubLooksForm.Meta):
        fields = [*ClubLooksForm.Meta.fields, "who_may_join", "semester", "links"]
        widgets = ClubLooksForm.Meta.widgets | {
            "semester": forms.Textarea(attrs={"rows": 4}),
            "links": forms.Textarea(attrs={"rows": 3, "inputmode": "url"}),
        }
        help_texts = ClubLooksForm.Meta.help_texts | {
            "who_may_join": _("예: 처음이어도 좋아요, 다른 단과대도 환영해요"),
            "semester": _("한 줄에 하나씩, 여덟 줄까지. 예: 9월 신입 환영회"),
            "links": _("인스타그램, 오픈채팅, 누리집 주소를 한 줄에 하나씩, 다섯 개까지 적어요."),
        }

    def clean_semester(self):
        semester = self.cleaned_data["semester"]
        if len([line for line in semester.splitlines() if line.strip()]) > MAX_SEMESTER_LINES:
            raise forms.ValidationError(_("여덟 줄까지 쓸 수 있어요. 조금 줄여 주세요."))
        return semester

    def clean_links(self):
        return "\n".join(link.url for link in as_links(self.cleaned_data["links"]))


class ClubEditForm(ClubVisitorsForm):
    """All that can be changed of a club's page. `cleaned_data` are the arguments of `Club.edit`.

    The buttons `placed`, whose value is the number of a picture, and `stay` save the form as well,
    and lead back to it (`stays`). The button `preview` saves nothing (`previews`).
    """

    pictures = PicturesField(
        max_count=MAX_PICTURES,
        thumbnail=preview,
        max_thumbnail_bytes=MAX_PREVIEW_BYTES,
        label=_("소개에 넣을 사진"),
        help_text=_("한 장에 5MB, 열두 장까지. 위치 정보는 올릴 때 지워요."),
    )
    picture_alts = forms.CharField(
        required=False,
        max_length=MAX_PICTURES * (MAX_ALT + 1),
        label=_("새 사진 설명"),
        help_text=_("사진을 볼 수 없는 사람에게 읽어 줘요. 한 줄에 한 장씩 적어 주세요."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    placed = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pictures"].widget.attrs["data-alts"] = self["picture_alts"].auto_id
        self.kept_pictures = list(self.instance.pictures.all())
        for picture in self.kept_pictures:
            self.fields[f"alt_{picture.number}"] = forms.CharField(
                required=False, max_length=MAX_ALT, initial=picture.alt, label=_("사진 설명")
            )
            self.fields[f"remove_{picture.number}"] = forms.BooleanField(
                required=False, label=_("지우기")
            )

    @property
    def pictures_with_fields(self):
        """The pictures there are, each with the fields of what it shows and of its removal."""
        return [
            (picture, self[f"alt_{picture.number}"], self[f"remove_{picture.number}"])
            for picture in self.kept_pictures
        ]

    @property
    def stays(self):
        """Whether one goes on editing after the form is saved."""
        return "stay" in self.data or "placed" in self.data

    @property
    def previews(self):
        """Whether one wants to see the page before the form is saved."""
        return "preview" in self.data

    def clean_picture_alts(self):
        alts = self.cleaned_data["picture_alts"].splitlines()
        if any(len(alt) > MAX_ALT for alt in alts):
            raise forms.ValidationError(_("한 장의 설명은 200자까지 쓸 수 있어요."))
        return alts

    def clean(self):
        fields = super().clean()
        kept = {picture.number: picture for picture in self.kept_pictures}
        alts = {picture: fields.pop(f"alt_{n}", picture.alt) for n, picture in kept.items()}
        removed = [picture for n, picture in kept.items() if fields.pop(f"remove_{n}", False)]
        fields |= {"alts": alts, "removed": removed, "pictures": self._described_pictures(fields)}
        if len(kept) - len(removed) + len(fields["pictures"]) > MAX_PICTURES:
            self.add_error("pictures", TOO_MANY)
        if "description" in fields:
            text = without_pictures(fields["description"], {one.number for one in removed})
            fields["description"] = self._with_placed(text, fields.pop("placed", None), kept)
        return fields

    def _described_pictures(self, fields):
        """Return the new pictures as pairs, each with its line of `picture_alts`."""
        pictures, alts = fields.get("pictures", []), fields.pop("picture_alts", [])
        if len(alts) > len(pictures) and "pictures" not in self.errors:
            self.add_error(
                "picture_alts", _("설명이 새로 고른 사진보다 많아요. 한 줄에 한 장씩 적어 주세요.")
            )
        alts += [""] * (len(pictures) - len(alts))
        return list(zip(pictures, alts, strict=False))

    def _with_placed(self, text, number, kept):
        """Return `text` with a line for the picture whose button was pressed, at its end."""
        if number not in kept:
            return text
        return f"{text.rstrip()}\n\n[사진 {number}]".lstrip()
