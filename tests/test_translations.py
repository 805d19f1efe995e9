"""Korean is the source language; every sentence has its English, written by somebody."""

import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import gettext, override

from tests import services
from tests.fixtures import needed

# What stands in sentences and is no number; every other placeholder may be one.
TEXTS = {"club", "domain", "name", "refusal", "school_name"}
# Sentences with a number that is never one: of several people, or a limit that is a constant.
NEVER_OF_ONE = {
    "보기 하나는 %(most)s자까지 쓸 수 있어요.",
    "%(count)s명에 대한 결정을 되돌렸어요.",
    "%(count)s명에게 자리를 제안했어요.",
    "%(count)s명을 대기 명단에 올렸어요.",
    "%(count)s명을 면접에 불렀어요.",
    "%(count)s장이에요. %(most)s장까지 올릴 수 있어요.",
    "%(name)s: 너무 길쭉해요. 긴 쪽이 짧은 쪽의 %(most)s배를 넘지 않게 잘라 주세요.",
    "소식 %(count)s개가 있어요",
    "너무 길어서 임시 저장하지 못했어요. %(most)s자까지 할 수 있어요.",
}
SOURCES = ["manage.py", "kclub", "accounts", "clubs", "rooms", "demo", "templates", "locale"]


def test_every_sentence_has_its_english(english):
    assert [message.id for message in english if not all(said(message))] == []


def test_no_english_was_guessed(english):
    assert [message.id for message in english if message.fuzzy] == []


def test_english_names_nothing_the_korean_does_not(english):
    assert [message.id for message in english if names(said(message)) - names(asked(message))] == []


def test_english_with_a_number_is_right_for_one(english):
    wrong = [asked(message)[0] for message in english if counts_many(said(message)[0])]
    assert set(wrong) - NEVER_OF_ONE == set()


def test_what_is_never_said_of_one_is_still_said(english):
    assert {asked(message)[0] for message in english} >= NEVER_OF_ONE


@pytest.mark.parametrize(
    ("sentence", "many"),
    [
        ("Up to %(most)s characters.", True),
        ("%(least)s to %(most)s characters", True),
        ("%(n)s unread messages", True),
        ("# new messages", True),
        ("%(uses)s of %(most)s have come in", True),
        ("%(n)s person answered", False),
        ("%(n)s has come in", False),
        ("Clubs: %(n)s. Wait %(wait)s s.", False),
        ("%(club)s members", False),
    ],
)
def test_sentences_that_count_many_are_known(sentence, many):
    assert counts_many(sentence) is many


def test_the_catalogue_has_the_sentences_of_the_code_and_no_others(english, tmp_path):
    needed(services.find_gettext)
    for source in SOURCES:
        copy = shutil.copytree if (settings.BASE_DIR / source).is_dir() else shutil.copy
        copy(settings.BASE_DIR / source, tmp_path / source)
    makemessages = [sys.executable, "manage.py", "makemessages", "-l", "en", "--no-obsolete"]
    subprocess.run(makemessages, cwd=tmp_path, check=True, capture_output=True)

    in_code = {key(message) for message in messages(tmp_path)}
    in_catalogue = {key(message) for message in english}
    assert in_code - in_catalogue == set()
    assert in_catalogue - in_code == set()


def test_the_english_is_compiled_and_in_use(english):
    message = next(message for message in english if isinstance(message.id, str))
    with override("en"):
        assert gettext(message.id) == message.string


@pytest.fixture(scope="module")
def english():
    return messages(settings.BASE_DIR)


def messages(root):
    with (root / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


def asked(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def said(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def names(texts):
    return set(re.findall(r"%\(\w+\)", " ".join(texts)))


def key(message):
    return message.context, asked(message)[0]


def counts_many(sentence):
    """Whether the English `sentence` would be wrong if a number in it were one."""
    for match in re.finditer(r"(?:%\((\w+)\)[sd]|#)((?: [\w’]+){1,2})", sentence):
        if match[1] not in TEXTS and any(map(is_plural, match[2].split())):
            return True
    return False


def is_plural(word):
    """Whether an English word behind a number says that it is not one."""
    singular = {"s", "is", "has", "was", "loses"}
    return word in {"people", "are", "have", "were"} or (
        word.endswith("s") and word not in singular
    )
