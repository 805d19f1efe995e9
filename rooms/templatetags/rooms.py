"""What a message needs, which every viewer gets as the same bytes."""

from django import template
from django.conf import settings
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, pgettext

from kclub.components.times import day
from kclub.text import chat

register = template.Library()


@register.filter
def said(message):
    """What the message says, as HTML."""
    return chat.html(message.text, message.mentions)


@register.filter
def long(message):
    return chat.is_long(message.text)


@register.simple_tag
def said_at(moment):
    """21:41"""
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}">{}</time>', f"{local:%Y-%m-%dT%H:%M%z}", f"{local:%H:%M}"
    )


@register.simple_tag
def day_line(moment):
    """11월 20일 금요일 · Friday, November 20"""
    return in_every_language(lambda: day(moment))


@register.simple_tag
def tombstone():
    """What stands where a message was."""
    return in_every_language(lambda: gettext("지운 메시지예요"))


@register.simple_tag
def edited_mark():
    return in_every_language(lambda: pgettext("메시지", "고침"))


@register.simple_tag
def show_all():
    """What unfolds a long message."""
    return in_every_language(lambda: gettext("더 보기"))


def in_every_language(words):
    """`words()` in each of our languages; a page hides those that are not its own (`.every`)."""
    spans = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            spans.append((code, words()))
    said = format_html_join(" ", '<span lang="{}">{}</span>', spans)
    return format_html('<span class="every">{}</span>', said)
