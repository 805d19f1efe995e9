"""The kinds of documents people may send, told by what is in a file and never by its name."""

import codecs

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kclub.files.zip_members import ZIP_MAGIC, read_members

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_BLOCK = 64  # bytes; every stream begins at a multiple of them
HWP_SIGNATURE = b"HWP Document File\0"  # begins the stream FileHeader
HWP_FLAGS, HWP_PASSWORD = 36, 0b10  # where its flags are, and the one of a document with a password
TEXT_ENCODINGS = ["utf-8", "cp949"]
MACROS = "vbaproject"  # in the name of a member that holds some, and in its type

MACROS_REFUSED = _("매크로가 들어 있어요. 매크로 없이 저장해서 보내 주세요.")
PASSWORD_REFUSED = _("암호가 걸려 있어요. 암호를 풀고 저장해서 보내 주세요.")
OLD_FORMAT_REFUSED = _("옛날 형식이에요. docx, xlsx, pptx나 PDF로 저장해서 보내 주세요.")
ZIP_REFUSED = _("압축 파일은 받지 않아요. 안에 든 파일을 꺼내서 보내 주세요.")
KIND_REFUSED = _(
    "받지 않는 종류예요. PDF, 한글, 워드, 엑셀, 파워포인트, 텍스트 파일을 보내 주세요."
)


class Kind(TextChoices):
    """A kind of document, which is the extension of its name as well."""

    PDF = "pdf", "PDF"
    HWP = "hwp", "HWP"
    HWPX = "hwpx", "HWPX"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    PPTX = "pptx", "PPTX"
    TXT = "txt", "TXT"
    CSV = "csv", "CSV"
    MD = "md", "MD"


OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.HWP: "application/x-hwp",
    Kind.HWPX: "application/hwp+zip",
    Kind.DOCX: f"{OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    Kind.PPTX: f"{OFFICE}.presentationml.presentation",
    Kind.TXT: "text/plain",
    Kind.CSV: "text/csv",
    Kind.MD: "text/markdown",
}
TEXT_KINDS = {f".{kind}": kind for kind in [Kind.TXT, Kind.CSV, Kind.MD]}
OFFICE_KINDS = [Kind.DOCX, Kind.XLSX, Kind.PPTX]


def kind_of(file, extension):
    """Return the Kind of an open file. Raises ValidationError, saying why, if it is none of them.

    The extension tells kinds of text apart; a text that is called something else is none.
    """
    file.seek(0)
    head = file.read(len(OLE_MAGIC))
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head == OLE_MAGIC:
        return _kind_of_ole(file)
    if head.startswith(ZIP_MAGIC):
        return _kind_of_zip(file)
    if extension in TEXT_KINDS and any(_decodes(file, encoding) for encoding in TEXT_ENCODINGS):
        return TEXT_KINDS[extension]
    raise ValidationError(KIND_REFUSED)


def _kind_of_ole(file):
    """Return HWP for a compound file that Hangul wrote; Office wrote others in its old formats."""
    file.seek(0)
    content = file.read()
    start = content.find(HWP_SIGNATURE)
    if start >= 0 and start % OLE_BLOCK == 0 and _utf16("FileHeader") in content:
        if content[start + HWP_FLAGS] & HWP_PASSWORD:
            raise ValidationError(PASSWORD_REFUSED)
        return Kind.HWP
    is_encrypted = _utf16("EncryptedPackage") in content  # so Office keeps a docx with a password
    raise ValidationError(PASSWORD_REFUSED if is_encrypted else OLD_FORMAT_REFUSED)


def _kind_of_zip(file):
    """Return HWPX or a kind of Office, by the type that the members state."""
    members = read_members(file, ["mimetype", "[Content_Types].xml"])
    if members.is_encrypted:
        raise ValidationError(PASSWORD_REFUSED)
    mimetype, types = members.contents
    if any(MACROS in text.lower() for text in [*members.names, types]):
        raise ValidationError(MACROS_REFUSED)
    if mimetype == CONTENT_TYPES[Kind.HWPX] and "Contents/content.hpf" in members.names:
        return Kind.HWPX
    for kind in OFFICE_KINDS:
        if f"{CONTENT_TYPES[kind]}.main+xml" in types:
            return kind
    raise ValidationError(ZIP_REFUSED)


def _decodes(file, encoding):
    """Whether the whole file is text in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in file.chunks():
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(name):
    """Return a name as a directory of a compound file has it."""
    return name.encode("utf-16-le")
