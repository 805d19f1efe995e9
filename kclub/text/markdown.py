"""Markdown that people write, as safe HTML: text, links and structure."""

from functools import partial
from html import unescape
from itertools import batched

import nh3
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from markdown_it import MarkdownIt

from kclub.text.links import link_addresses

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
parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
parser.enable("strikethrough").disable("image")
link_addresses(parser)


def render(text, below=2):
    """Return `text` as safe HTML, its headings below those of level `below` and skipping no level."""
    tokens = parser.parse(text)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    used_tags, level = sorted({token.tag for token in headings}), below
    for opening, closing in batched(headings, 2):
        level = min(below + 1 + used_tags.index(opening.tag), level + 1, 6)
        opening.tag = closing.tag = f"h{level}"
    html = parser.renderer.render(tokens, parser.options, {})
    return mark_safe(clean(html))  # noqa: S308  # `clean` makes it safe


def excerpt(text, length):
    """Return the first `length` characters of `text` without markup, on one line; "…" if it is longer."""
    words = unescape(nh3.clean(parser.render(text), tags=set())).split()
    return Truncator(" ".join(words)).chars(length)
