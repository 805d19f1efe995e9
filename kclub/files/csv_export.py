"""CSV files to download, as spreadsheets read them."""

import csv

from django.http import HttpResponse
from django.utils.http import content_disposition_header

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # for a spreadsheet


def download(filename, rows):
    """Return a response with the rows as a file, the first of them being its header.

    It is UTF-8 with a byte order mark, without which Excel garbles Hangul.
    """
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(True, filename),
            "Cache-Control": "private, no-store",
        },
    )
    csv.writer(response).writerows([escape_formula(cell) for cell in row] for row in rows)
    return response


def escape_formula(cell):
    """Return the text of a cell so that no spreadsheet runs it: a formula gets an apostrophe."""
    text = str(cell)
    return f"'{text}" if text.lstrip().startswith(FORMULA_STARTS) else text
