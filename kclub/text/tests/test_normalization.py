import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kclub.text.normalization import (
    alphanumeric_key,
    composed,
    folded,
    initials,
    match_span,
    normalized,
)


def test_text_is_stored_composed_and_without_blanks_at_its_ends():
    assert normalized("  " + unicodedata.normalize("NFD", "새봄 대학교") + "\r\n") == "새봄 대학교"


def test_line_ends_count_as_one_character_as_they_do_in_the_browser():
    assert composed("한\r\n줄\r씩") == "한\n줄\n씩"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("필름 로그", "필름로그"),
        ("Film Log", "ＦＩＬＭ　ＬＯＧ"),
        ("이서연", "이\u200b서연"),
        ("이서연", unicodedata.normalize("NFD", "이서연")),
        ("이서연", "이서연\u3164"),
        ("straße", "STRASSE"),
        ("㈜봄", "(주)봄"),
        ("이서연", "이\U000e0100서\u180b연\x7f\x01"),
        ("Anna Kim", "\u0410nn\u0430 \u041aim"),  # Cyrillic
        ("HOPE", "\u0397\u039f\u03a1\u0395"),  # Greek
    ],
)
def test_names_that_look_alike_fold_to_the_same(one, other):
    assert folded(one) == folded(other)


def test_what_cannot_be_seen_is_no_name():
    assert folded(" \u3164\u200d\u2800\uffa0") == ""


def test_what_turns_the_words_around_it_or_ends_a_database_is_not_stored():
    assert normalized("이\u202e서\u2067연\0") == "이서연"


@pytest.mark.parametrize("typed", ["ㅍㄹㄹㄱ", "ㅍㄹㄺ", " ㅍㄹ ㄹㄱ"])
def test_initials_find_a_name_however_the_keyboard_joined_them(typed):
    assert folded(typed) == initials("필름로그") == "ㅍㄹㄹㄱ"


def test_initials_keep_what_is_no_hangul():
    assert initials("C언어 Ⅱ반") == "cㅇㅇiiㅂ"


def test_no_word_hides_behind_punctuation():
    assert alphanumeric_key("바.보★야 !") == "바보야"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_whatever_is_stored_is_nfc(text):
    assert unicodedata.is_normalized("NFC", normalized(text))
    assert unicodedata.is_normalized("NFC", folded(text))


@given(st.text())
def test_how_text_was_composed_does_not_change_how_it_folds(text):
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("오늘 서울숲 2번 출구", "서울숲2번", "서울숲 2번"),
        ("Hello World", "WORLD", "World"),
        ("ＡＢＣ 가나", "abc가", "ＡＢＣ 가"),
        ("ﷺ", "ﷺ", "ﷺ"),
        ("가나다", "다", "다"),
        ("가나다", "라", None),
        ("가나다", " ", None),
        ("", "가", None),
    ],
)
def test_words_are_found_where_they_stand(text, words, found):
    place = match_span(text, words)
    assert (text[slice(*place)] if place else None) == found
