"""Graphemes: nothing is cut within what a reader takes for one letter."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kclub.components.pictures import short_name
from kclub.text.graphemes import first_graphemes, graphemes, last_graphemes, shorten
from kclub.text.markdown import excerpt

FAMILY = "👨‍👩‍👧‍👦"
KOREA, JAPAN = "🇰🇷", "🇯🇵"
STUDENT = "👩🏽‍🎓"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
SINGLE = [
    *[FAMILY, KOREA, JAPAN, STUDENT, SCOTLAND, "❤️", "🧑‍💻", "🏃🏽‍♀️", "1️⃣", "가", "a", "\r\n"],
    *["e\u0301", "q\u0323\u0307", normalize("NFD", "각"), "\u1112\u119e\u11ab", "한\u302e"],
]


@pytest.mark.parametrize("single", SINGLE)
def test_what_looks_like_one_letter_is_one(single):
    assert [*graphemes(single)] == [single]
    assert [*graphemes(f"가{single}나{single}")] == ["가", single, "나", single]


def test_flags_are_pairs():
    assert [*graphemes(KOREA + JAPAN + KOREA[0])] == [KOREA, JAPAN, KOREA[0]]


def test_lines_end_alone():
    assert [*graphemes("a\n\u0301")] == ["a", "\n", "\u0301"]


@given(st.lists(st.sampled_from(SINGLE) | st.text(max_size=3), max_size=9).map("".join))
def test_graphemes_are_the_whole_text(text):
    parts = [*graphemes(text)]
    assert "".join(parts) == text
    assert all(parts)


def test_a_shortened_text_says_so_and_keeps_its_letters_whole():
    assert shorten(FAMILY * 5, 5) == FAMILY * 5
    assert shorten(FAMILY * 6, 5) == FAMILY * 4 + "…"
    assert shorten("", 5) == ""
    assert first_graphemes(KOREA * 3, 2) == KOREA * 2
    assert last_graphemes(f"김{STUDENT}{KOREA}", 2) == STUDENT + KOREA


@pytest.mark.parametrize("single", [single for single in SINGLE if single != "\r\n"])
def test_an_excerpt_never_cuts_within_a_letter(single):
    assert excerpt(single * 81, 80) == single * 79 + "…"
    assert excerpt(single * 80, 80) == single * 80


@pytest.mark.parametrize(
    ("name", "short"),
    [
        (f"김{FAMILY}", f"김{FAMILY}"),
        (f"김민{KOREA}", f"민{KOREA}"),
        ("e\u0301va q\u0323uinn", "E\u0301Q\u0323"),
        ("q\u0323\u0307ab", "q\u0323\u0307a"),
    ],
)
def test_a_circle_holds_whole_letters(name, short):
    assert short_name(name) == short
