"""Atom feeds. They are in the language of their address, `?language=en`, or else in Korean."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from clubs.board.models.posts import Post
from clubs.directory.models import Club
from clubs.events.models.events import Event
from clubs.syndication.feeds import events_feed, posts_feed
from kclub.public_answers import public_answer


@require_safe
def posts_atom(request):
    """Send the newest public posts of all clubs."""
    return feed_answer(request, posts_feed, Post.objects.published().order_by("-pk"))


@require_safe
def events_atom(request):
    """Send the public events of all clubs that were planned or changed last."""
    return feed_answer(request, events_feed, Event.objects.all())


@require_safe
def club_posts_atom(request, slug):
    """Send the newest public posts of an open club."""
    club = get_object_or_404(Club.objects.open(), slug=slug)
    return feed_answer(request, posts_feed, club.posts.published(), club)


@require_safe
def club_events_atom(request, slug):
    """Send the public events of an open club that were planned or changed last."""
    club = get_object_or_404(Club.objects.open(), slug=slug)
    return feed_answer(request, events_feed, club.events.all(), club)


def feed_answer(request, make_feed, rows, club=None):
    """Return the feed of those of these rows that everybody may see, whoever asks."""
    language = request.GET.get("language")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        feed = make_feed(rows.visible_to(AnonymousUser()), club)
        body = feed.as_bytes()
    response = public_answer(request, body, "application/atom+xml; charset=utf-8", feed.modified_at)
    response.headers["Content-Language"] = language
    return response
