"""Markdown from people, as HTML that can do nothing but be read."""

from functools import partial
from html import unescape

import nh3
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from markdown_it import MarkdownIt

TAGS = set(
    "a blockquote br code del em h3 h4 h5 h6 hr li ol p pre s strong ul".split()  # noqa: SIM905
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
reader = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
reader.enable(["linkify", "strikethrough"]).disable(["image"])


def render(text):
    """`text` as safe HTML. Its headings start at h3, below those of the page around it."""
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    html = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(clean(html))  # noqa: S308  # `clean` is what makes it safe


def plain(text, length):
    """The first `length` characters of what `text` says, on one line; "…" if there is more."""
    words = unescape(nh3.clean(reader.render(text), tags=set())).split()
    return Truncator(" ".join(words)).chars(length)
