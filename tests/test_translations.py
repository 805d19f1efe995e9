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

SOURCES = ["manage.py", "kclub", "accounts", "clubs", "rooms", "demo", "templates", "locale"]


def test_every_sentence_has_its_english(english):
    assert [message.id for message in english if not all(said(message))] == []


def test_no_english_was_guessed(english):
    assert [message.id for message in english if message.fuzzy] == []


def test_english_names_nothing_the_korean_does_not(english):
    assert [message.id for message in english if names(said(message)) - names(asked(message))] == []


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
