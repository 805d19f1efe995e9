"""Tags and filters for templates of messages, whose HTML is the same for every viewer."""

from django import template
from django.conf import settings
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, pgettext

from kclub.components.times import day
from kclub.text import chat

register = template.Library()


@register.filter
def message_html(message):
    """Return the text of the message as HTML."""
    return chat.render(message.text, message.mentions, message.renamed_mentions)


@register.filter
def is_long(message):
    """Whether a page shows only the beginning of the message at first."""
    return chat.is_long(message.text)


@register.simple_tag
def message_time(moment):
    """Return the time of day as HTML: 21:41."""
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}">{}</time>', f"{local:%Y-%m-%dT%H:%M%z}", f"{local:%H:%M}"
    )


@register.simple_tag
def unread_by(people):
    """Return how many people have not read a message as HTML: 3, with words that are not seen."""
    before, after = gettext("안 읽은 사람 #명").split("#")
    return format_html(
        '<b class="msg-n" aria-live="off" data-n="{n}">'
        '<span class="vh">{}</span>{n}<span class="vh">{}</span></b> ',
        before, after, n=people,
    )  # fmt: skip


# Texts in every language


@register.simple_tag
def date_divider(moment):
    """Return the day in every language: 11월 20일 금요일 · Friday, November 20."""
    return in_every_language(lambda: day(moment))


@register.simple_tag
def deleted_notice():
    """Return the text in place of a deleted message, in every language."""
    return in_every_language(lambda: gettext("지운 메시지예요"))


@register.simple_tag
def edited_mark():
    """Return the mark beside the time of an edited message, in every language."""
    return in_every_language(lambda: pgettext("메시지", "고침"))


@register.simple_tag
def show_more_label():
    """Return the label that unfolds a long message, in every language."""
    return in_every_language(lambda: gettext("더 보기"))


def in_every_language(text):
    """Return `text()` in each of our languages; a page hides all but its own."""
    spans = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            spans.append((code, text()))
    languages = format_html_join(" ", '<span lang="{}">{}</span>', spans)
    return format_html('<span class="every">{}</span>', languages)


# Styles for one viewer


@register.simple_tag
def message_style(blocked):
    """Return the CSS that shows a page's language alone and folds what `blocked` people write.

    `blocked` are usernames; we make them of letters and digits only.
    """
    rules = [
        f'.every>:not([lang="{translation.get_language()}"]){{display:none}}',
        ".quiet:not(:last-child){display:none}",
    ]
    if blocked:
        folded = [f'[data-author="{username}"]:not(.open)' for username in blocked]
        rules += [
            hide(f"{one}>.msg-b>:not(.msg-who)" for one in folded),
            hide(f"{one}>.reacts" for one in folded),
            ",".join(f"{one}>.msg-b::after" for one in folded)
            + f'{{content:"{gettext("차단한 사람의 메시지예요")}"}}',
            hide(f'.reply[data-of="{username}"]' for username in blocked),
        ]
    return mark_safe("".join(rules))  # noqa: S308  (nothing in it is written by people)


def hide(selectors):
    return ",".join(selectors) + "{display:none}"


@register.simple_tag
def changed_message_style(message):
    """Return the CSS that hides all earlier copies of a message on a page that only grows."""
    return format_html(
        '[id="m{number}"],[id^="m{number}-"]{{display:none}}[id="{id}"]{{display:grid}}',
        number=message.number,
        id=message.element_id,
    )
