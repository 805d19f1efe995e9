"""What a message needs, which every viewer gets as the same bytes."""

import re

from django import template
from django.conf import settings
from django.utils import translation
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from kclub.templatetags.kclub import day

register = template.Library()

# The host is ASCII, so that 에서 may follow it at once; a path may hold Hangul.
ADDRESS = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
AFTER_SENTENCE = ".,:;!?'…)]}。、」』"


@register.filter
def linkified(text):
    """`text`, escaped, with its http addresses as links."""
    html, end = [], 0
    for match in ADDRESS.finditer(text):
        address = _without_end_of_sentence(match[0])
        html += [conditional_escape(text[end : match.start()]), _link(address)]
        end = match.start() + len(address)
    return mark_safe("".join([*html, conditional_escape(text[end:])]))  # noqa: S308  (escaped)


@register.simple_tag
def day_line(moment):
    """11월 20일 금요일 · Friday, November 20"""
    return in_every_language(lambda: day(moment))


@register.simple_tag
def tombstone():
    """What stands where a message was."""
    return in_every_language(lambda: gettext("지운 메시지예요"))


def in_every_language(words):
    """`words()` in each of our languages; a page hides those that are not its own (`.every`)."""
    spans = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            spans.append((code, words()))
    said = format_html_join(" ", '<span lang="{}">{}</span>', spans)
    return format_html('<span class="every">{}</span>', said)


def _link(address):
    return format_html('<a href="{0}" rel="nofollow noopener" target="_blank">{0}</a>', address)


def _without_end_of_sentence(address):
    while address[-1] in AFTER_SENTENCE:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break  # …/서울숲_(공원) keeps its own
        address = address[:-1]
    return address
