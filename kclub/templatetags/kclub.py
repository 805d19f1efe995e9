"""The components of design §4 that need more than markup."""

from datetime import timedelta
from functools import lru_cache

from django import forms, template
from django.core.signals import setting_changed
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, pgettext

from kclub.text import markdown as markdown_text

register = template.Library()


# Pictures


@register.simple_tag
@lru_cache(500)
def icon(name, css=""):
    """`{% icon "bell" %}`: a drawing beside a word, silent for screen readers."""
    return format_html(
        '<svg class="i{}" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("icons.svg"),
        name,
    )


setting_changed.connect(lambda **_: icon.cache_clear(), weak=False)  # as tests do: another storage


@register.simple_tag
def avatar(user, css=""):
    """`{% avatar user "s1" %}`: a person's circle; their name stands beside it."""
    return format_html(
        '<span class="avatar{}" data-hue="{}" aria-hidden="true">{}</span>',
        f" {css}" if css else "",
        user.hue,
        short_name(str(user)),
    )


@register.simple_tag
def emblem(club, css=""):
    """`{% emblem club "s3" %}`: a club's square; its name stands beside it."""
    return format_html(
        '<span class="emblem{}" data-hue="{}" aria-hidden="true">{}</span>',
        f" {css}" if css else "",
        club.hue,
        club.emoji,
    )


def short_name(name):
    """What fits in a circle: 이서연 is 서연, Seoyeon Lee is SL."""
    words = name.split()
    if name > "\u0250":  # not in Latin letters
        return "".join(words)[-2:]
    if len(words) > 1:
        return (words[0][0] + words[-1][0]).upper()
    return name[:2]


# Forms


@register.inclusion_tag("kclub/field.html")
def field(bound, look=""):
    """`{% field form.title %}`: label, hint, input and error as in design §4–5.

    Choices are rows of radios or boxes; `look` "pick" makes them cards whose label's second
    line is the consequence, "chip" small buttons, "swatch" the eight colours.
    """
    widget = bound.field.widget
    error, hint = f"{bound.auto_id}_error", f"{bound.auto_id}_hint"
    described_by = " ".join(filter(None, [bound.errors and error, bound.help_text and hint]))
    choices = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    checkbox = isinstance(widget, forms.CheckboxInput)
    attrs = {"aria-describedby": described_by} if described_by else {}
    if not (choices or checkbox):
        attrs["class"] = f"{widget.attrs.get('class', '')} input".strip()
    return {
        "field": bound,
        "input": "" if choices else bound.as_widget(attrs=attrs),
        "choices": _choices(bound, look) if choices else [],
        "kind": "choices" if choices else "checkbox" if checkbox else "input",
        "look": look,
        "optional": not bound.field.required and not checkbox,
        "error_id": error,
        "hint_id": hint,
        "described_by": described_by,
    }


def _choices(bound, look):
    """The radios or boxes; behind chips and swatches they are heard but not seen."""
    for choice in bound.subwidgets:
        if look in ("chip", "swatch"):
            choice.data["attrs"]["class"] = "vh"
    return bound.subwidgets


@register.inclusion_tag("kclub/errors.html")
def errors(form):
    """`{% errors form %}`: what to mend, with a link to each field. Nothing if all is well."""
    fields = [bound for bound in form if bound.errors] if form.errors else []
    return {"form": form, "fields": fields, "title": _mend(len(fields))}


@register.filter
def lines(text):
    """The lines of a choice's label: its name and, on cards, what it leads to."""
    return str(text).splitlines()


def _mend(places):
    match places:
        case 0:
            return ""
        case 1:
            return gettext("한 곳만 고치면 돼요")
        case 2:
            return gettext("두 곳만 고치면 돼요")
        case 3:
            return gettext("세 곳만 고치면 돼요")
    return gettext("%(places)s곳을 고치면 돼요") % {"places": places}


# Pages and counts


@register.inclusion_tag("kclub/pager.html", takes_context=True)
def pager(context, page):
    """`{% pager page %}`: links to the pages around this one that keep the rest of the query."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context["request"]}


@register.simple_tag(takes_context=True)
def here(context, section):
    """`<a href="/clubs/"{% here "/clubs/" %}>`: marks the section this page belongs to."""
    path = context["request"].path
    if path == section:
        return mark_safe(' aria-current="page"')
    inside = section != "/" and path.startswith(section)
    return mark_safe(' aria-current="true"') if inside else ""


@register.filter
def capped(number):
    """A counter's number, which stops at 99+."""
    return "99+" if number > 99 else number


# Moments


@register.filter
def ago(moment):
    """방금, 12분 전, 2시간 전, 어제, 이틀 전, 11월 3일; the exact moment is in the element."""
    return _time(moment, _ago(timezone.localtime(moment), timezone.localtime()))


@register.filter
def clock(moment):
    """오후 9:41"""
    return _time(moment, date_format(timezone.localtime(moment), pgettext("시각", "A g:i")))


@register.filter
def day(moment):
    """11월 19일 목요일, of a moment or a date; with the year if it is another."""
    date = timezone.localtime(moment).date() if hasattr(moment, "hour") else moment
    with_year = date.year != timezone.localdate().year
    pattern = pgettext("해와 날", "Y년 n월 j일 l") if with_year else pgettext("날", "n월 j일 l")
    return format_html(
        '<time datetime="{}">{}</time>', date.isoformat(), date_format(date, pattern)
    )


def _ago(then, now):
    passed, days = now - then, (now.date() - then.date()).days
    if passed < timedelta(minutes=1):
        return gettext("방금") if passed > timedelta(minutes=-1) else _date(then, now)
    if passed < timedelta(hours=1):
        return gettext("%(minutes)s분 전") % {"minutes": passed.seconds // 60}
    match days:
        case 0:
            return gettext("%(hours)s시간 전") % {"hours": passed.seconds // 3600}
        case 1:
            return gettext("어제")
        case 2:
            return gettext("이틀 전")
    return _date(then, now)


def _date(then, now):
    same_year = then.year == now.year
    return date_format(
        then, pgettext("날짜", "n월 j일") if same_year else pgettext("날짜", "Y년 n월 j일")
    )


def _time(moment, words):
    exact = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, words)


# Text


@register.filter
def markdown(text, below=2):
    """What people wrote, as safe HTML."""
    return markdown_text.render(text, below)


@register.filter
def excerpt(text, length=120):
    """The first words of what people wrote, without its markup."""
    return markdown_text.excerpt(text, length)
