"""The files in data/: names, clubs, posts and conversations of the demo campus."""

import tomllib
from pathlib import Path

from kclub.text.normalization import normalized

DATA = Path(__file__).parent / "data"


def text(name):
    """Return the text of a file, as K-Club would store it."""
    return normalized((DATA / name).read_text(encoding="utf-8"))


def table(name):
    """Return a TOML file as a dict."""
    return tomllib.loads(text(name))


def names():
    """Return three hundred display names."""
    return [name.strip() for name in text("names.txt").split(",")]


def categories():
    """Return a dict for each file in clubs/: a category, or without a name, clubs of several."""
    return [table(path.relative_to(DATA)) for path in sorted(DATA.glob("clubs/*.toml"))]


def conversations():
    """Return {heading: [conversation, …]}; a conversation is [(letter of the speaker, line), …]."""
    talk = {}
    for block in text("talk.txt").split("\n\n"):
        if block.startswith("## "):
            heading = block.removeprefix("## ")
        elif not block.startswith("#"):
            lines = [tuple(line.split(" ", 1)) for line in block.splitlines()]
            talk.setdefault(heading, []).append(lines)
    return talk
