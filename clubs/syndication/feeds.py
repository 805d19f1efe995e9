"""Atom feeds of what everybody may read: posts and events, of one club or of all."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kclub.public_answers import absolute_url
from kclub.text.markdown import excerpt

MAX_ENTRIES = 50
MAX_SUMMARY = 300  # graphemes: the rest is read on the page, as long as that is public
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
EPOCH = datetime.fromtimestamp(0, UTC)


class PublicFeed(Atom1Feed):
    """An Atom feed whose bytes depend on nothing but its entries; `modified_at` is the latest's."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else EPOCH

    @property
    def modified_at(self):
        return self.latest_post_date() if self.items else None

    def as_bytes(self):
        return self.writeString("utf-8").encode()


def posts_feed(posts, club=None):
    """Return the feed of the newest of these posts; `posts` is a queryset in its order."""
    title = _("%(club)s 게시판") % {"club": club} if club else _("동아리 새 글")
    feed = empty_feed(title, "posts", club)
    for post in posts.select_related("club", "author")[:MAX_ENTRIES]:
        add_entry(
            feed,
            post,
            title=post.title if club else f"[{post.club}] {post.title}",
            summary=excerpt(post.body, MAX_SUMMARY),
            author_name=post.author.display_name,
            pubdate=post.created_at,
            updateddate=max(post.created_at, post.edited_at or post.created_at),
            categories=[str(post.get_kind_display())],
        )
    return feed


def events_feed(events, club=None):
    """Return the feed of those of these events, a queryset, that were planned or changed last."""
    title = _("%(club)s 일정") % {"club": club} if club else _("동아리 새 일정")
    feed = empty_feed(title, "events", club)
    latest = events.select_related("club").order_by("-changed_at", "-pk")
    for event in latest[:MAX_ENTRIES]:
        title = event.title if club else f"[{event.club}] {event.title}"
        facts = [event.time_text, event.place, excerpt(event.body, MAX_SUMMARY)]
        if event.cancelled_at:
            title = _("취소: %(title)s") % {"title": title}
            facts.insert(0, event.cancel_reason)
        add_entry(
            feed,
            event,
            title=title,
            summary=" · ".join(filter(None, facts)),
            author_name=str(event.club),
            updateddate=event.changed_at,
        )
    return feed


def empty_feed(title, kind, club):
    """Return a feed without entries in the present language; `kind` is posts or events."""
    path = reverse(f"clubs:{kind}-atom", args=[club.slug]) if club else reverse(f"{kind}-atom")
    page = reverse(f"clubs:{kind}", args=[club.slug]) if club else "/"
    language = get_language()
    query = "" if language == settings.LANGUAGE_CODE else f"?language={language}"
    return PublicFeed(
        title=in_xml(title),
        link=absolute_url(page),
        description=None,
        language=language,
        author_name=in_xml(str(club or "K-Club")),
        feed_url=absolute_url(f"{path}{query}"),
        feed_guid=absolute_url(path),
    )


def add_entry(feed, thing, *, title, summary, author_name, **fields):
    """Add an entry that leads to the page of `thing`, which is also its id."""
    link = absolute_url(thing.get_absolute_url())
    feed.add_item(
        title=in_xml(title),
        link=link,
        description=in_xml(escape(summary)),
        unique_id=link,
        author_name=in_xml(author_name),
        **fields,
    )


def in_xml(text):
    """Return the text without the control characters that no XML may hold."""
    return NOT_IN_XML.sub("", text)
