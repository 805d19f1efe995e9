"""Small pictures beside words: icons, people's circles and clubs' squares."""

from functools import lru_cache

from django.core.signals import setting_changed
from django.templatetags.static import static
from django.utils.html import format_html

from kclub.files.logos import AVATAR, LOGO, SMALL_AVATAR, SMALL_LOGO
from kclub.text.graphemes import first_graphemes, last_graphemes


@lru_cache(500)
def icon(name, css=""):
    """`{% icon "bell" %}` draws an icon beside a word, hidden from screen readers."""
    return format_html(
        '<svg class="i{}" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("icons.svg"),
        name,
    )


setting_changed.connect(lambda **_: icon.cache_clear(), weak=False)  # tests change the storage


def avatar(context, user, css=""):
    """`{% avatar user "s1" %}` draws a person's circle; their name stands beside it.

    A style sheet writes what is in it, for where there is none the name would stand there twice.
    Over that lies their picture, if they have one and the page's viewer may ask for it.
    """
    return format_html(
        '<span class="avatar{}" data-hue="{}" data-name="{}" aria-hidden="true">{}</span>',
        f" {css}" if css else "",
        user.hue,
        short_name(str(user)),
        portrait(user, large=css == "s4") if user.avatar and may_see(context, user) else "",
    )


def may_see(context, user):
    """Whether the viewer of a page may ask for the user's picture: a verified student, or the user.

    What is broadcast to a room has no viewer, and all who get it are verified.
    """
    viewer = context.get("user")
    return viewer is None or viewer == user or (viewer.is_authenticated and viewer.is_verified)


def portrait(user, large):
    """Return the picture of a person as an `img`."""
    url, (width, height) = (
        (user.avatar_url, AVATAR) if large else (user.small_avatar_url, SMALL_AVATAR)
    )
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="" loading="lazy">', url, width, height
    )


def emblem(club, css=""):
    """`{% emblem club "s3" %}` draws the square of a club or room; its name stands beside it."""
    return format_html(
        '<span class="emblem{}" data-hue="{}" aria-hidden="true">{}</span>',
        f" {css}" if css else "",
        club.hue,
        logo(club, large=css == "s4") or club.emoji,
    )


def logo(club, large):
    """Return the logo as an `img`, or "" if there is none."""
    if not (url := club.logo_url if large else club.small_logo_url):
        return ""
    width, height = LOGO if large else SMALL_LOGO
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="" loading="{}">',
        url,
        width,
        height,
        "eager" if large else "lazy",
    )


def short_name(name):
    """Return the part of a name that fits in a circle: 서연 of 이서연, SL of Seoyeon Lee."""
    words = name.split()
    if name > "\u0250":  # not in Latin letters
        return last_graphemes("".join(words), 2)
    if len(words) > 1:
        return "".join(first_graphemes(word, 1) for word in (words[0], words[-1])).upper()
    return first_graphemes(name, 2)
