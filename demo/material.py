"""Reads the campus's material."""

import tomllib
from pathlib import Path

from kclub.text.normalization import normalized

HERE = Path(__file__).parent


def text(name):
    return normalized((HERE / name).read_text(encoding="utf-8"))


def table(name):
    """A TOML file as a dict."""
    return tomllib.loads(text(name))


def names():
    """Three hundred display names."""
    return [name.strip() for name in text("names.txt").split(",")]


def categories():
    """One dict per file in clubs/: a category, or without a name, clubs of several."""
    return [table(path.relative_to(HERE)) for path in sorted(HERE.glob("clubs/*.toml"))]


def conversations():
    """{heading: [conversation, …]}; a conversation is [(letter of the speaker, line), …]."""
    talk = {}
    for block in text("talk.txt").split("\n\n"):
        if block.startswith("## "):
            heading = block.removeprefix("## ")
        elif not block.startswith("#"):
            lines = [tuple(line.split(" ", 1)) for line in block.splitlines()]
            talk.setdefault(heading, []).append(lines)
    return talk
