"""Reading a CSV file as spreadsheets of many kinds write it."""

import codecs
import csv

from django.utils.translation import gettext_lazy as _

from kclub.errors import Refused

MAX_BYTES = 1_000_000
MAX_ROWS = 2_000  # below the header
DELIMITERS = ",;\t"
CODECS_BY_MARK = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_table(text, headings):
    """Return the rows of the text of a CSV file, as [(number as a spreadsheet counts, {field: text})].

    `headings` is {folded heading: field}; columns with other headings are ignored, rows without
    any text are left out. Where there is no file, `text` is None. Raises Refused when the file
    cannot be read as a table.
    """
    if text is None:
        return []
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    try:
        table = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error:
        raise Refused(_("표로 읽을 수 없는 파일이에요. CSV로 저장해 주세요.")) from None
    filled = [(number, row) for number, row in enumerate(table, 1) if any(map(str.strip, row))]
    if len(filled) < 2:
        raise Refused(_("파일이 비어 있어요. 첫 줄은 제목이고, 그 아래 줄부터 읽어요."))
    if len(filled) > MAX_ROWS + 1:
        raise Refused(_("한 번에 2,000줄까지 올릴 수 있어요."))
    fields = [headings.get(heading_key(cell)) for cell in filled[0][1]]
    return [(number, cells_by_field(fields, row)) for number, row in filled[1:]]


def decoded(content):
    """Return the text of a file in UTF-8, UTF-16 with a byte order mark, or CP949.

    Raises Refused when it is too large, or in none of these.
    """
    if len(content) > MAX_BYTES:
        raise Refused(_("파일이 너무 커요. 1MB까지 올릴 수 있어요."))
    marked = (name for mark, name in CODECS_BY_MARK.items() if content.startswith(mark))
    for codec in [next(marked, "utf-8"), "cp949"]:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(_("글자를 읽을 수 없는 파일이에요. UTF-8 CSV로 저장해 주세요."))


def heading_key(heading):
    """Return a heading as it is compared: without blanks, marks and case."""
    return "".join(filter(str.isalnum, heading)).lower()


def cells_by_field(fields, row):
    """Return {field: text} of a row; of two columns for one field the first counts."""
    cells = {}
    for field, cell in zip(fields, row, strict=False):
        if field:
            cells.setdefault(field, cell.strip())
    return cells
