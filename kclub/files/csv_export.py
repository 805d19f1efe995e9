"""Lists to download: CSV as spreadsheets read it."""

import csv

from django.http import HttpResponse
from django.utils.http import content_disposition_header

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what a spreadsheet takes for one


def download(filename, rows):
    """The rows as a file; the first is its head. UTF-8 with a mark, or Excel garbles Hangul."""
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
    """What a person typed, so that no spreadsheet runs it: a formula gets an apostrophe."""
    text = str(cell)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
