"""Markdown that people write, as safe HTML: text, links and structure."""

from functools import partial
from itertools import batched

import nh3
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from kclub.text.emphasis import emphasize_beside_hangul
from kclub.text.graphemes import shorten
from kclub.text.links import link_addresses
from kclub.text.lists import count_lists
from kclub.text.pictures import place_pictures

TAGS = set(
    "a blockquote br code del em h2 h3 h4 h5 h6 hr li ol p pre s strong ul".split()  # noqa: SIM905
)
ATTRIBUTES = {"*": set(), "a": {"href"}, "ol": {"start"}}  # no id, class, style, hx-* or data-*
SCHEMES = {"http", "https", "mailto"}

clean = partial(
    nh3.clean,
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel="nofollow noopener ugc",
)
clean_with_pictures = partial(
    clean,
    tags=TAGS | {"img"},
    attributes=ATTRIBUTES
    | {
        "a": {"href", "class"},
        "img": {"src", "width", "height", "alt", "class", "loading"},
    },
)
parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
parser.enable("strikethrough").disable("lheading")  # a line under text is a line
link_addresses(parser)
count_lists(parser)
emphasize_beside_hangul(parser)
place_pictures(parser)


def render(text, below=2, pictures=None):
    """Return `text` as safe HTML, its headings below those of level `below` and skipping no level.

    `pictures` is {number: HTML} of those that the text may show (`kclub/text/pictures.py`).
    """
    env = {"pictures": pictures or {}}
    tokens = parser.parse(text, env)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    used_tags, level = sorted({token.tag for token in headings}), below
    for opening, closing in batched(headings, 2):
        level = min(below + 1 + used_tags.index(opening.tag), level + 1, 6)
        opening.tag = closing.tag = f"h{level}"
    html = parser.renderer.render(tokens, parser.options, env)
    safe = clean_with_pictures(html) if pictures else clean(html)
    return mark_safe(safe)  # noqa: S308  # `clean` makes it safe


def placed_pictures(text, numbers):
    """Return which pictures of these numbers `text` shows, as a set."""
    tokens = parser.parse(text, {"pictures": numbers})
    return {token.meta["number"] for token in tokens if token.type == "picture"}


def excerpt(text, length):
    """Return the first `length` graphemes of `text` without markup, on one line; "…" if it is longer."""
    return shorten(plain(text), length)


def plain(text):
    """Return `text` without markup, on one line."""
    return " ".join(" ".join(words_of(parser.parse(text))).split())


def words_of(tokens):
    """Yield what a reader sees of markdown-it's tokens: texts, code and the numbers of lists."""
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            yield f"{token.info}{token.markup}"
        elif token.type == "inline":
            yield "".join(
                child.content or " " * child.type.endswith("break") for child in token.children
            )
        else:
            yield token.content
