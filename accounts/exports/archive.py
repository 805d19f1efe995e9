"""The ZIP file of an export: data.json, index.html to read, and the files they name.

It is written in steps: each `next` of `write` reads one chunk of rows or copies one file.
"""

import json
import shutil
from os.path import basename
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from accounts.exports.sections import LABELS, all_sections

FORMAT_VERSION = 1
MOST_ON_THE_PAGE = 1_000  # rows of a section; data.json has all
NO_VALUES = ("", None, [], {})


def write(file, user):
    """Write the user's archive into `file`, opened for bytes. A generator: each step is short."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        with archive.open("data.json", "w", force_zip64=True) as member:
            yield from _write_json(member, user)
        with archive.open("index.html", "w", force_zip64=True) as member:
            yield from _write_page(member, user)
        for section in all_sections():
            if "file" in section.fields:
                yield from _copy_files(archive, section, user)


def _write_json(member, user):
    head = {"format": "kclub-export", "version": FORMAT_VERSION, "made_at": timezone.now()}
    member.write(_json(head)[:-1] + b', "sections": {')
    for number, section in enumerate(all_sections()):
        member.write(b", " * bool(number) + _json(section.key) + b": [")
        first = True
        for chunk in section.chunks(user):
            rows = (_json(_with_place(row)) for row in chunk)
            member.write(b"" if first else b",\n")
            member.write(b",\n".join(rows))
            first = False
            yield
        member.write(b"]")
        yield
    member.write(b"}}\n")


def _json(value):
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


def _write_page(member, user):
    def render(part, **context):
        member.write(render_to_string(f"accounts/export_page.html#{part}", context).encode())

    render(
        "head", person=user, sections=all_sections(), now=timezone.now(), language=get_language()
    )
    for section in all_sections():
        count, left = section.rows(user).count(), MOST_ON_THE_PAGE
        render("section_start", section=section, count=count, hidden=max(0, count - left))
        for chunk in section.chunks(user):
            render("rows", rows=[_readable(section, row) for row in chunk[:left]])
            left -= len(chunk[:left])
            yield
            if not left:
                break
        render("section_end")
        yield
    render("foot")


def _readable(section, row):
    """Return the pairs (label, value) of a row that say something, and its file."""
    place = _with_place(row).get("file")
    pairs = [
        (LABELS[name], section.in_words(name, value))
        for name, value in row.items()
        if name in LABELS and name != "file" and value not in NO_VALUES
    ]
    return {"pairs": pairs, "file": place, "is_picture": bool(place) and place.endswith(".webp")}


def _with_place(row):
    """Return the row with the place of its file in the archive, instead of in the storage."""
    return row | {"file": place_of(row["file"])} if row.get("file") else row


def place_of(name):
    """Return where a stored file is in the archive."""
    return f"files/{basename(name)}"


def _copy_files(archive, section, user):
    """Copy the files of a section, each in pieces; one that is lost is left out."""
    for chunk in section.chunks(user):
        for name in filter(None, (row["file"] for row in chunk)):
            try:
                stored = default_storage.open(name)
            except FileNotFoundError:
                continue
            info = ZipInfo(place_of(name), timezone.localtime().timetuple()[:6])
            info.compress_type = ZIP_STORED  # pictures are compressed already
            with stored, archive.open(info, "w", force_zip64=True) as member:
                shutil.copyfileobj(stored, member)
            yield
