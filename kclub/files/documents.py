"""Documents that people upload, such as PDF and Hangul files: checked, named, and served as downloads."""

import re
from collections import namedtuple
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from kclub.files.document_kinds import CONTENT_TYPES, Kind, kind_of
from kclub.text.normalization import is_blank, normalized

MAX_BYTES = 10_000_000
MAX_STEM_BYTES = 200  # of a name; file systems take 255, with the extension
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060-\u206f\ufeff<>:"/\\|?*]')
PDF_TRAILER = b"%%EOF"  # within so many bytes of the end
PDF_TRAILER_BYTES = 1024
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # names of devices
ACCEPT = ",".join([*(f".{kind}" for kind in Kind), *CONTENT_TYPES.values()])

Document = namedtuple("Document", "content name kind")  # an open file, and what it is


def read_document(upload):
    """Return `upload`, an open file, as a Document. Raises ValidationError if it is none we take."""
    if not upload.size:  # all of a request that is too large come empty
        raise ValidationError(
            _("%(name)s: 비어 있거나, 모두 합쳐 30MB가 넘어요. 다른 파일로 골라 주세요."),
            params={"name": upload.name},
        )
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("%(name)s: %(size)sMB예요. 10MB보다 작은 파일로 골라 주세요."),
            params={"name": upload.name, "size": f"{upload.size / 1_000_000:.1f}"},
        )
    try:
        kind = kind_of(upload, PurePath(upload.name).suffix.lower())
    except ValidationError as error:
        raise ValidationError(f"{upload.name}: {error.message}") from None
    return Document(upload, safe_name(upload.name, kind), kind)


def read_pdf(upload):
    """Return `upload` as a Document that is a whole PDF. Raises ValidationError if it is none."""
    document = read_document(upload)
    if document.kind != Kind.PDF:
        raise ValidationError(
            _("%(name)s: PDF로 저장해서 올려 주세요."), params={"name": upload.name}
        )
    upload.seek(max(0, upload.size - PDF_TRAILER_BYTES))
    if PDF_TRAILER not in upload.read():
        raise ValidationError(
            _("%(name)s: 끝까지 저장되지 않은 PDF예요. 다시 저장해서 올려 주세요."),
            params={"name": upload.name},
        )
    return document


def safe_name(name, kind):
    """Return `name` as any computer can keep it, with the extension of the Kind."""
    stem, extension = normalized(FORBIDDEN.sub("", name)), f".{kind}"
    path = PurePath(stem)
    if path.suffix.lower()[1:] in Kind:
        stem, extension = path.stem, path.suffix if path.suffix.lower() == extension else extension
    stem = stem.encode()[:MAX_STEM_BYTES].decode(errors="ignore").strip(". ")
    if RESERVED.match(stem):
        stem = f"_{stem}"
    return (_("이름 없는 파일") if is_blank(stem) else stem) + extension


def download_response(file, name, kind):
    """Return the response with a stored document, which no browser opens as a page. Raises Http404 if lost."""
    try:
        opened = file.open()
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        opened,
        as_attachment=True,
        filename=name,
        content_type=CONTENT_TYPES[kind],
        headers={
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
