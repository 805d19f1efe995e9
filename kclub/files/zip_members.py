"""The members of a zip file that a stranger sent: little is read, and nothing is unpacked to disk."""

import struct
import zlib
from collections import namedtuple
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ZIP_MAGIC = b"PK\3\4"
END_MAGIC, ZIP64_MAGIC = b"PK\5\6", b"PK\6\7"
END_BYTES, ZIP64_BYTES = 22, 20  # of the record at the end, and of what stands before it in Zip64
MAX_DIRECTORY_BYTES = 500_000  # some 5,000 members; ZipFile makes an object of each
MAX_MEMBER_BYTES = 200_000  # of the members that tell the kind
ENCRYPTED = 0b1  # in the flags of a member

BROKEN_ZIP_ERRORS = (  # what zipfile raises for a broken file
    BadZipFile, EOFError, LookupError, NotImplementedError, OSError, OverflowError, RuntimeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip

BROKEN = _("망가져서 열 수 없는 파일이에요. 다시 저장해서 보내 주세요.")

Members = namedtuple("Members", "names is_encrypted contents")


def read_members(file, wanted):
    """Return the Members of a zip file: all names, and the beginning of the `wanted` ones as text.

    A member that is not there is "". Raises ValidationError if the file is broken, or has more
    members than a document needs.
    """
    if not _has_small_directory(file):
        raise ValidationError(BROKEN)
    try:
        with ZipFile(file) as archive:
            infos = archive.infolist()
            if any(info.flag_bits & ENCRYPTED for info in infos):
                return Members([], True, [])
            names = [info.filename for info in infos]
            return Members(names, False, [_beginning(archive, name) for name in wanted])
    except BROKEN_ZIP_ERRORS:
        raise ValidationError(BROKEN) from None


def _has_small_directory(file):
    """Whether ZipFile can read the directory in little memory; a file with a comment is not asked."""
    file.seek(max(0, file.size - END_BYTES - ZIP64_BYTES))
    tail = file.read()
    end = tail[-END_BYTES:]
    if end[:4] != END_MAGIC or end[-2:] != b"\0\0" or tail.startswith(ZIP64_MAGIC):
        return False
    return int.from_bytes(end[12:16], "little") <= MAX_DIRECTORY_BYTES


def _beginning(archive, name):
    try:
        with archive.open(name) as member:
            return member.read(MAX_MEMBER_BYTES).decode(errors="replace")
    except KeyError:
        return ""
