import csv
from io import StringIO

import pytest

from kclub.files.csv_export import download, escape_formula


@pytest.mark.parametrize(
    "typed", ["=1+1", "+82", "-1", "@SUM(A1)", "\t=1", "\n=1", "\r=1", " =1", "＝1+1", "=\u00a01"]
)
def test_nothing_typed_is_a_formula(typed):
    assert escape_formula(typed) == f"'{typed}"


@pytest.mark.parametrize("typed", ["", "김=민지", "a-b", "2026-11-20", "'=1"])
def test_what_is_none_stays_as_it_was(typed):
    assert escape_formula(typed) == typed


def test_a_spreadsheet_reads_what_was_written():
    response = download("부원.csv", [["이름", "직책"], ['김 "민지"', "총무, 회계\n=둘"]])

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "filename*=utf-8''%EB%B6%80%EC%9B%90.csv" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    read = list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert read == [["이름", "직책"], ['김 "민지"', "총무, 회계\n=둘"]]
