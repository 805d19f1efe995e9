"""The words of the pages: plain Korean, and no particle that does not fit what it follows."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.sources import ROOT, lines_of, tracked

OLD_WORDS = (
    "까닭|그림 문자|꼬리표|거둬들|거두기|거둬 ?가|지나온 길|낱말|(?<![가-힣])이레|사흘|나흘|닷새|엿새|열흘|저절로|님 보기|"
    "동아리원|클럽원|멤버|회원(?!가입)"
)
BOTH_FORMS = r"[은이을]\([는가를]\)|[는가를]\([은이을]\)|\(으\)로|\(이\)|[와과]\([와과]\)"
PARTICLES = "은|는|이|가|을|를|과|와|으로|로|이나|나|이랑|랑|이라|라|이라고|라고|이에요|예요|이었어요|였어요"
AFTER_PARAMETER = rf"(%\(\w+\)[sd]|%s|\}}\}}|\{{\w+\}})[\"'”’」』)\]]*({PARTICLES})(?![가-힣])"
KEPT = {"tests/test_words.py", "demo/data/names.txt"}
SUFFIXES = {".py", ".html", ".txt", ".js", ".po", ".md", ".toml"}


def places(pattern, suffixes=SUFFIXES):
    """Return path:number: line of what matches `pattern` in what is written by hand."""
    return [
        f"{path}:{number}: {line.strip()}"
        for path in tracked()
        if path.suffix in suffixes and str(path) not in KEPT and "migrations" not in path.parts
        for number, line in enumerate(lines_of(path), 1)
        if re.search(pattern, line)
    ]


def sentences():
    with (ROOT / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    return [each for id_ in ids for each in (id_ if isinstance(id_, tuple) else (id_,))]


def test_no_word_is_of_the_books():
    assert places(OLD_WORDS) == []


def test_no_sentence_shows_both_forms_of_a_particle():
    assert places(BOTH_FORMS) == []


def test_no_particle_hangs_on_what_is_put_into_a_sentence():
    assert [each for each in sentences() if re.search(AFTER_PARAMETER, each)] == []
    assert places(AFTER_PARAMETER, {".html"}) == []


@pytest.mark.parametrize(
    "sentence", ["%(club)s을 열어요", "‘%(word)s’은", "{{ name }}는 없어요", "%(n)s이에요.", "%s로"]
)
def test_a_particle_after_a_parameter_would_be_found(sentence):
    assert re.search(AFTER_PARAMETER, sentence)


@pytest.mark.parametrize(
    "sentence", ["%(club)s에서 봐요", "%(n)s명이 가요", "{{ name }}님이", "%(a)s%(은)s"]
)
def test_what_fits_every_name_may_follow_a_parameter(sentence):
    assert not re.search(AFTER_PARAMETER, sentence)
