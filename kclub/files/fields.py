"""The form fields of uploads: a picture, pictures, and pictures with a document."""

from collections import namedtuple
from math import inf

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kclub.files.documents import ACCEPT, read_document
from kclub.files.images import claims_to_be_image, reencode, square
from kclub.server.request_limits import MAX_REQUEST_BYTES

ROOM_FOR_TEXTS = 100_000  # bytes of a request with pictures
EMPTY = {  # of a request that is too large, only the files come empty
    "empty": _("사진이 비어 있거나 모두 합쳐 30MB가 넘어요. 몇 장을 빼거나 줄여 주세요."),
}
IMAGES = "image/jpeg,image/png,image/webp,image/gif"

Attachments = namedtuple("Attachments", "pictures document")


class PictureInput(forms.FileInput):
    """An input for a picture, of the formats we read."""

    def __init__(self, attrs=None):
        super().__init__(
            {
                "accept": IMAGES,
                "data-most-bytes": MAX_REQUEST_BYTES - ROOM_FOR_TEXTS,
                "data-too-large": _("모두 합쳐 30MB가 넘어요. 몇 장을 빼거나 줄여 주세요."),
            }
            | (attrs or {})
        )


class PicturesInput(PictureInput):
    """An input for several pictures."""

    allow_multiple_selected = True


class PictureField(forms.FileField):
    """A field of one picture. Cleans to what `reencode` makes of it, or None."""

    widget = PictureInput
    default_error_messages = EMPTY

    def __init__(self, *, reencode=reencode, **kwargs):
        self.reencode = reencode
        super().__init__(required=False, **kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return self.reencode(upload) if upload else None


class PicturesField(forms.FileField):
    """A field of at most `max_count` pictures. Cleans to a list of Pictures, encoded anew."""

    widget = PicturesInput
    default_error_messages = EMPTY

    def __init__(self, *, max_count, thumbnail=square, max_thumbnail_bytes=inf, **kwargs):
        self.max_count, self.thumbnail = max_count, thumbnail
        self.max_thumbnail_bytes = max_thumbnail_bytes
        super().__init__(required=False, **kwargs)

    def clean(self, data, initial=None):
        uploads = [super(PicturesField, self).clean(upload) for upload in data or []]
        if len(uploads) > self.max_count:
            raise ValidationError(
                _("%(count)s장이에요. %(most)s장까지 올릴 수 있어요."),
                params={"count": len(uploads), "most": self.max_count},
            )
        return [reencode(upload, self.thumbnail, self.max_thumbnail_bytes) for upload in uploads]


class DocumentsField(forms.FileField):
    """A field of at most `max_count` documents. Cleans to a list of Documents."""

    default_error_messages = EMPTY

    def __init__(self, *, max_count, **kwargs):
        self.max_count = max_count
        super().__init__(required=False, widget=PicturesInput({"accept": ACCEPT}), **kwargs)

    def clean(self, data, initial=None):
        uploads = data or []
        if len(uploads) > self.max_count:
            raise ValidationError(
                _("%(count)s개예요. %(most)s개까지 올릴 수 있어요."),
                params={"count": len(uploads), "most": self.max_count},
            )
        return [read_document(upload) for upload in uploads]


class AttachmentsField(PicturesField):
    """A field of pictures and at most one document, told apart by what they are. Cleans to Attachments."""

    accept = f"{IMAGES},{ACCEPT}"

    def clean(self, data, initial=None):
        pictures, documents = [], []
        for upload in data or []:
            (pictures if claims_to_be_image(upload) else documents).append(upload)
        if len(documents) > 1:
            raise ValidationError(_("사진이 아닌 파일은 한 번에 하나만 보낼 수 있어요."))
        document = read_document(documents[0]) if documents else None
        return Attachments(super().clean(pictures), document)
