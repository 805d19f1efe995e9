"""Particles as a student would say them."""

import unicodedata

import pytest

from kclub.text.particles import FORMS, particle

OBJECT = """
    필름로그를 사진반을 3을 1을 4를 10을 2026을 1,000을 1000000000000를 club을 it을 Photo를 Film을 rock을 blog를
    saebom.example을 saebom.ac.kr을 a.com을 b.net을 c.org를 d.edu를 e.io를 SNS를 DSLR을 FM을 L을 A를 SBS를
    team을 game을 line을 note를 cafe를 coding을 music을 book을 bank를 test를 robot을 night를 boat를 app을
    people을 camp를 star를 ｃｌｕｂ을 Café를 ③을 ㅋㅋ을 ㅏ를 ラーメン을 すし를
"""


@pytest.mark.parametrize("said", OBJECT.split())
def test_the_object_follows_the_last_sound(said):
    assert particle(said[:-1], "을") == particle(said[:-1], "를") == said[-1]


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("서울", "으로", "로"),
        ("사진반", "로", "으로"),
        ("필름로그", "으로", "로"),
        ("7", "으로", "로"),
        ("3", "로", "으로"),
        ("email", "으로", "로"),
        ("ㄹ", "으로", "로"),
        ("4", "이에요", "예요"),
        ("A1", "예요", "이에요"),
        ("우리", "과", "와"),
        ("합창단", "가", "이"),
    ],
)
def test_every_particle_has_its_two_forms(text, form, said):
    assert particle(text, form) == said


@pytest.mark.parametrize(
    "text",
    [
        "‘사진’",
        "사진!",
        "사진 📷",
        "사진👩‍👩‍👧❤️",
        "『사진』",
        "사진(寫眞)",
        "사진 (서울 [구])",
        "사진\u200b",
        "(사진)",
    ],
)
def test_what_is_not_read_is_passed_over(text):
    assert particle(text, "를") == "을"


@pytest.mark.parametrize("text", ["사", "ㅏ", "나오(Lv.25)", "나오（사진）", "", "🎉", "…", "()"])
def test_a_vowel_or_nothing_to_read_takes_the_form_of_vowels(text):
    assert particle(text, "을") == "를"


def test_a_decomposed_name_is_read_as_a_composed_one():
    assert particle(unicodedata.normalize("NFD", "사진"), "는") == "은"
    assert particle(unicodedata.normalize("NFD", "사"), "은") == "는"


def test_no_form_stands_in_two_pairs():
    assert all(form in pair and len(pair) == 2 for form, pair in FORMS.items())
