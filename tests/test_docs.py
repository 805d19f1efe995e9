"""The documents tell what is there."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from kclub.live.engine.stream_state import StreamState

DOCS = settings.BASE_DIR / "docs"
APPS = ["accounts", "clubs", "rooms", "outbox"]
TOP_FOLDERS = [*APPS, "kclub", "demo", "templates", "static", "tests", "bench", "docs"]
PATH = re.compile(rf"`((?:{'|'.join(TOP_FOLDERS)})/[\w./-]+)`")


def text_of(name):
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_variable_of_the_settings_is_explained_to_the_operator():
    read = re.findall(
        r'env\.\w+\(\s*"(\w+)"', (settings.BASE_DIR / "kclub/settings.py").read_text()
    )

    assert [name for name in read if f"`{name}`" not in text_of("operating.md")] == []


def our_models():
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def choices_of(model):
    """Return {name: class} of the choices a model has, its mixins' included."""
    return {
        f"{model.__name__}.{name}": value
        for name in dir(model)
        if isinstance(value := getattr(model, name, None), type)
        and issubclass(value, models.Choices)
    }


def top_level_choices():
    """Return {name: class} of the choices that are no part of a class."""
    classes = [*models.TextChoices.__subclasses__(), *models.IntegerChoices.__subclasses__()]
    return {
        choices.__qualname__: choices
        for choices in classes
        if choices.__module__.split(".")[0] in APPS and "." not in choices.__qualname__
    }


def test_the_glossary_has_every_model():
    glossary = text_of("glossary.md")
    labels = [model._meta.label for model in our_models()]

    assert [label for label in labels if f"| `{label}` |" not in glossary] == []


def test_the_glossary_has_every_status_and_kind():
    glossary = text_of("glossary.md")
    named = top_level_choices() | {"StreamState": StreamState}
    for model in our_models():
        named |= choices_of(model)
    members = [f"{name}.{member.name}" for name, choices in named.items() for member in choices]

    assert len(members) > 80
    assert [member for member in members if f"| `{member}` |" not in glossary] == []


def test_the_glossary_has_nothing_that_is_gone():
    labels = {model._meta.label for model in our_models()}
    listed = set(re.findall(rf"\| `((?:{'|'.join(APPS)})\.\w+)` \|", text_of("glossary.md")))

    assert listed - labels == set()


@pytest.mark.parametrize("name", sorted(path.name for path in DOCS.glob("*.md")))
def test_what_a_document_names_is_there(name):
    paths = PATH.findall(text_of(name))

    assert [path for path in paths if not (settings.BASE_DIR / path).exists()] == []
