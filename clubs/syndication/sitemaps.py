"""Sitemaps of the pages that everybody may see."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import sitemaps
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from clubs.board.models.posts import Post
from clubs.directory.models import Club
from clubs.events.models.events import Event

MAX_ADDRESSES = 1_000  # in one file: 150 ms of a worker; the protocol allows 50,000


class PublicSitemap(sitemaps.Sitemap):
    """A sitemap whose addresses begin as SITE_URL does."""

    limit = MAX_ADDRESSES

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class PageSitemap(PublicSitemap):
    """Pages that are always there."""

    def items(self):
        return ["home", "clubs:clubs", "guide", "terms", "privacy"]

    def location(self, item):
        return reverse(item)


class ClubSitemap(PublicSitemap):
    """Open clubs."""

    def items(self):
        return Club.objects.open().only("slug").order_by("pk")


class PostSitemap(PublicSitemap):
    """Posts that are for everybody."""

    def items(self):
        posts = Post.objects.visible_to(AnonymousUser()).published().order_by("pk")
        return posts.select_related("club").only("created_at", "edited_at", "club__slug")

    def lastmod(self, item):
        return item.edited_at or item.created_at


class EventSitemap(PublicSitemap):
    """Events that are for everybody, also past and cancelled ones, whose pages stay."""

    def items(self):
        events = Event.objects.visible_to(AnonymousUser()).order_by("pk")
        return events.select_related("club").only("changed_at", "club__slug")

    def lastmod(self, item):
        return item.changed_at


SITEMAPS = {
    "pages": PageSitemap,
    "clubs": ClubSitemap,
    "posts": PostSitemap,
    "events": EventSitemap,
}
