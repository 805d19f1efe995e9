"""Small real documents for tests, and files that only pretend to be some."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from kclub.files.document_kinds import CONTENT_TYPES, HWP_FLAGS, OLE_MAGIC, Kind
from kclub.files.documents import read_document

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TYPES = '<?xml version="1.0"?><Types><Override ContentType="{}"/></Types>'


def zipped(members):
    """Return the bytes of a zip file with these members, {name: content}."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def office(kind, main, **members):
    """Return a document of Office whose main part is the member `main`."""
    types = TYPES.format(f"{CONTENT_TYPES[kind]}.main+xml")
    return zipped({"[Content_Types].xml": types, "_rels/.rels": "<x/>", main: "<x/>"} | members)


def compound(*names, header=b""):
    """Return a compound file with a directory of these names and one small stream."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return OLE_MAGIC.ljust(512, b"\0") + directory.ljust(512, b"\0") + header.ljust(256, b"\0")


def hwp(flags=1):
    """Return a document of Hangul."""
    header = b"HWP Document File".ljust(HWP_FLAGS, b"\0") + flags.to_bytes(4, "little")
    return compound("Root Entry", "FileHeader", "DocInfo", header=header)


HWPX = zipped({"mimetype": "application/hwp+zip", "Contents/content.hpf": "<x/>"})
DOCX = office(Kind.DOCX, "word/document.xml")
XLSX = office(Kind.XLSX, "xl/workbook.xml")
PPTX = office(Kind.PPTX, "ppt/presentation.xml")
TEXT = "회비 2만 원\n국민은행".encode()


def upload_document(content=PDF, name="3월 회의록.pdf"):
    return SimpleUploadedFile(name, content, "application/octet-stream")


def document(content=PDF, name="3월 회의록.pdf"):
    """Return a checked document, as `Room.post` takes it."""
    return read_document(upload_document(content, name))


class SentDocument:
    """A PDF in the data of a form that a test client may send several times."""

    name, content_type = "예산안.pdf", "application/pdf"

    def read(self):
        return PDF
