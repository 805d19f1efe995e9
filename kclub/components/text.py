"""Filters for text that people wrote: as HTML, its beginning, and its language."""

import re

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from kclub.text import markdown as markdown_text
from kclub.text.changes import changes

CHANGED = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
HANGUL = re.compile("[ㄱ-ㆎ가-힣]")


def markdown(text, below=2):
    """Return Markdown that people wrote as safe HTML; headings begin under level `below`."""
    return markdown_text.render(text, below)


def excerpt(text, length=120):
    """Return the first `length` graphemes of Markdown that people wrote, without its markup."""
    return markdown_text.excerpt(text, length)


def plain_text(text):
    """Return what a reader sees of Markdown that people wrote, on one line."""
    return markdown_text.plain(text)


def changed_to(before, after):
    """Return as HTML what was removed from `before` and added to it, in lines as it was written."""
    html = "".join(CHANGED[kind].format(escape(text)) for kind, text in changes(before, after))
    return mark_safe(html.replace("\n", "<br>"))  # noqa: S308  # the texts are escaped


def with_language(text):
    """Return a name that people wrote; one in Hangul is marked as Korean on pages in another language."""
    if get_language() == "ko" or not HANGUL.search(str(text)):
        return str(text)
    return format_html('<span lang="ko">{}</span>', text)
