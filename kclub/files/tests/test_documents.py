import struct
import unicodedata
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from kclub.files.document_kinds import CONTENT_TYPES, Kind
from kclub.files.documents import (
    MAX_BYTES,
    download_response,
    read_document,
    read_pdf,
    safe_name,
)
from kclub.files.zip_members import MAX_DIRECTORY_BYTES
from tests.documents import (
    DOCX,
    HWPX,
    PDF,
    PPTX,
    TEXT,
    XLSX,
    compound,
    hwp,
    office,
    upload_document,
    zipped,
)

KINDS = {
    "a.pdf": (PDF, Kind.PDF),
    "a.hwp": (hwp(), Kind.HWP),
    "a.hwpx": (HWPX, Kind.HWPX),
    "a.docx": (DOCX, Kind.DOCX),
    "a.xlsx": (XLSX, Kind.XLSX),
    "a.pptx": (PPTX, Kind.PPTX),
    "a.txt": (TEXT, Kind.TXT),
    "a.csv": ("이름,학번".encode("cp949"), Kind.CSV),
    "a.md": (b"\xef\xbb\xbf# " + TEXT, Kind.MD),
}

REFUSED = {
    "a program": (b"MZ\x90\0\3\0\0\0", "받지 않는 종류"),
    "a text with a NUL": (b"abc\0def", "받지 않는 종류"),
    "no text at all": (b"\xff\xfe\x80\x81\xff" * 9, "받지 않는 종류"),
    "half a syllable": (TEXT[:-1], "받지 않는 종류"),
    "an old Word file": (compound("Root Entry", "WordDocument"), "옛날 형식"),
    "one that only says it is Hangul's": (
        compound("Root Entry", "WordDocument", header=b"HWP Document File\0"),
        "옛날 형식",
    ),
    "a signature in the middle of a block": (
        compound("FileHeader", header=b"..HWP Document File\0"),
        "옛날 형식",
    ),
    "a docx with a password": (compound("EncryptedPackage", "EncryptionInfo"), "암호"),
    "a hwp with a password": (hwp(flags=3), "암호"),
    "an archive": (zipped({"사진.jpg": "x"}), "압축 파일"),
    "an archive that has a member of a docx": (zipped({"word/document.xml": "x"}), "압축 파일"),
    "a hwpx without its content": (zipped({"mimetype": "application/hwp+zip"}), "압축 파일"),
    "macros": (
        office(Kind.DOCX, "word/document.xml", **{"word/vbaProject.bin": "x"}),
        "매크로",
    ),
    "macros in capitals": (office(Kind.XLSX, "x.xml", **{"xl/VBAPROJECT.BIN": "x"}), "매크로"),
    "macros by another name": (
        zipped({"[Content_Types].xml": "application/vnd.ms-office.vbaProject", "a.bin": "x"}),
        "매크로",
    ),
    "half a zip": (DOCX[: len(DOCX) // 2], "망가져서"),
    "a zip with a comment": (DOCX[:-2] + b"\4\0abcd", "망가져서"),
    "nothing but the end of a zip": (b"PK\3\4" + b"\0" * 40, "망가져서"),
}


def refusal(content, name="이것.pdf"):
    with pytest.raises(ValidationError) as refused:
        read_document(upload_document(content, name))
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_known_and_keeps_its_name(name):
    content, kind = KINDS[name]
    document = read_document(upload_document(content, name))
    assert (document.kind, document.name) == (kind, name)


@pytest.mark.parametrize("content", [PDF, hwp(), HWPX, DOCX, XLSX, PPTX])
@pytest.mark.parametrize("name", ["자료.txt", "자료", "자료.exe", "자료.PDF"])
def test_a_name_that_lies_gets_the_extension_of_what_is_in_the_file(content, name):
    document = read_document(upload_document(content, name))
    assert document.name.lower().endswith(f".{document.kind}")
    assert document.name.startswith("자료")


@pytest.mark.parametrize("name", ["a.pdf", "a.hwp", "a.docx", "a.html", "a.svg", "a.js", "a"])
def test_a_text_that_is_called_something_else_is_none_we_take(name):
    assert f"{name}: 받지 않는 종류예요" in refusal(TEXT, name)


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_document_is_refused_with_the_reason(content, sentence):
    assert sentence in refusal(content, "이것.txt")


def test_a_zip_with_a_password_is_refused():
    content = bytearray(DOCX)
    for magic, offset in [(b"PK\3\4", 6), (b"PK\1\2", 8)]:
        content[content.find(magic) + offset] |= 1
    assert "암호" in refusal(bytes(content))


def test_a_zip_of_very_many_members_is_not_read(monkeypatch):
    members = MAX_DIRECTORY_BYTES // 40
    content = zipped({f"{number}": "" for number in range(members)})
    monkeypatch.setattr(ZipFile, "infolist", lambda archive: pytest.fail("it was read"))
    assert "망가져서" in refusal(content)


def test_a_zip_that_hides_how_much_it_has_is_not_read(monkeypatch):
    small = bytearray(DOCX)
    monkeypatch.setattr(ZipFile, "infolist", lambda archive: pytest.fail("it was read"))
    zip64 = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    assert "망가져서" in refusal(bytes(small[:-22] + zip64 + small[-22:]))


def test_a_member_that_swells_is_read_in_part_only():
    types = b"x" * 50_000_000
    content = zipped({"[Content_Types].xml": types})
    assert len(content) < 100_000
    assert "압축 파일" in refusal(content)


@pytest.mark.parametrize("cut", range(10, len(DOCX), 37))
def test_a_broken_zip_is_refused_and_never_an_error(cut):
    broken = bytearray(DOCX)
    broken[cut] ^= 0xFF
    with suppress(ValidationError):
        read_document(upload_document(bytes(broken), "x.docx"))


def test_ten_megabytes_are_taken_and_no_more():
    whole = PDF + b" " * (MAX_BYTES - len(PDF))
    assert read_document(upload_document(whole)).kind == Kind.PDF
    assert "10.1MB예요. 10MB보다 작은" in refusal(whole + b" " * 100_000)


def test_a_large_text_is_read_to_its_end():
    text = ("가" * 100_000).encode("cp949")
    assert read_document(upload_document(text, "긴 글.txt")).kind == Kind.TXT
    assert "받지 않는 종류" in refusal(text + b"\0", "긴 글.txt")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (unicodedata.normalize("NFD", "회의록.pdf"), "회의록.pdf"),
        ("../../etc/passwd.pdf", "etcpasswd.pdf"),
        ("회의\r\nSet-Cookie: a=b.pdf", "회의Set-Cookie a=b.pdf"),
        ('a"b<c>|?*.pdf', "abc.pdf"),
        ("보고서\u202efdp.exe", "보고서fdp.exe.pdf"),
        (".pdf", "pdf.pdf"),
        (" .. ", "이름 없는 파일.pdf"),
        ("\u3164.pdf", "이름 없는 파일.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("con.2026.hwp", "_con.2026.pdf"),
        ("공지.PDF", "공지.PDF"),
        ("예산.v2", "예산.v2.pdf"),
        ("회의록.hwp", "회의록.pdf"),
    ],
)
def test_a_name_is_one_any_computer_can_keep(name, expected):
    assert safe_name(name, Kind.PDF) == expected


def test_a_long_name_keeps_its_extension_and_fits_a_file_system():
    name = safe_name("가" * 300 + ".pdf", Kind.PDF)
    assert name.endswith("가.pdf")
    assert len(name.encode()) <= 255


def test_a_file_without_a_name_is_called_so_in_the_language_of_its_sender():
    with override("en"):
        assert safe_name("", Kind.HWP) == "File without a name.hwp"


def test_a_download_is_never_shown_as_a_page():
    class Stored:
        def open(self):
            return BytesIO(PDF)

    response = download_response(Stored(), "3월 회의록.pdf", Kind.PDF)
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    encoded = "3%EC%9B%94%20%ED%9A%8C%EC%9D%98%EB%A1%9D.pdf"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{encoded}"
    assert set(CONTENT_TYPES) == set(Kind)


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n\r\n", b"\0" * 900])
def test_a_whole_pdf_is_taken_whatever_stands_behind_it(ending):
    document = read_pdf(upload_document(PDF + ending, "회의록"))
    assert (document.kind, document.name) == (Kind.PDF, "회의록.pdf")
    document.content.seek(0)
    assert document.content.read() == PDF + ending


@pytest.mark.parametrize(
    ("content", "name"),
    [(TEXT, "a.txt"), (DOCX, "a.docx"), (HWPX, "a.pdf"), (PDF[:-8], "a.pdf"), (b"%PDF-", "a.pdf")],
)
def test_what_is_no_whole_pdf_is_refused_as_one(content, name):
    with pytest.raises(ValidationError):
        read_pdf(upload_document(content, name))
