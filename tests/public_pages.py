"""A campus with something of every visibility, and what of it strangers find."""

from datetime import timedelta
from itertools import count
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.test import Client
from django.utils import timezone

from clubs.models import Club, Event, Post
from tests.factories import make_club, make_post, make_staff

number = count(1)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DAY = timedelta(days=1)


def make_event(club, *, public=True, **fields):
    start = timezone.now() + DAY
    times = {"starts_at": start, "ends_at": start + DAY}
    fields = {"title": f"모임 {next(number)}", "place": "학생회관", **times} | fields
    return club.events.create(public=public, **fields)


def fill(club):
    """Write a post and an event of every visibility; the last ones are deleted, hidden, cancelled."""
    for visibility in Post.Visibility.values:
        make_post(club, title=f"{visibility} {next(number)}", visibility=visibility)
    for moment in ("deleted_at", "hidden_at"):
        post = make_post(club, title=f"{moment} {next(number)}", visibility="public")
        Post.objects.filter(pk=post.pk).update(**{moment: timezone.now()})
    make_event(club)
    make_event(club, public=False)
    make_event(club, cancelled_at=timezone.now(), cancel_reason="비가 와요")
    return club


def make_campus():
    """Make a filled club in every status."""
    for status in Club.Status.values:
        Club.objects.filter(pk=fill(make_club()).pk).update(status=status)


def seen_by_anonymous(rows):
    """Return the paths of the pages of these rows that answer anybody with 200."""
    paths = {row.get_absolute_url() for row in rows}
    return {path for path in paths if Client().get(path).status_code == 200}


def public_pages(model):
    rows = model.objects.all()
    return seen_by_anonymous(rows if model is Club else rows.select_related("club"))


def entries(path, client=None):
    """Return the entries of a feed as a list of dicts: path of the page, title, summary."""
    feed = ElementTree.fromstring((client or Client()).get(path).content)
    return [
        {
            "path": urlsplit(entry.find(f"{ATOM}link").get("href")).path,
            "title": entry.findtext(f"{ATOM}title"),
            "summary": entry.findtext(f"{ATOM}summary"),
        }
        for entry in feed.iter(f"{ATOM}entry")
    ]


def feed_paths(path):
    return {entry["path"] for entry in entries(path)}


def locations(path):
    """Return the addresses of a sitemap or of an index of them."""
    document = ElementTree.fromstring(Client().get(path).content)
    return [loc.text for loc in document.iter(f"{SITEMAP}loc")]


def sitemap_addresses():
    """Return all addresses in all sitemaps that the index names."""
    found = []
    for sitemap in locations("/sitemap.xml"):
        parts = urlsplit(sitemap)
        found += locations(f"{parts.path}?{parts.query}")
    return found


def sitemap_paths():
    return {urlsplit(address).path for address in sitemap_addresses()}


def change_everything():
    """Yield after each of the ways in which what was public stops being so, or becomes it again."""
    union = make_staff()
    club = fill(make_club())
    yield
    event = club.events.filter(public=True).first()
    event.edit(club.president, public=False)
    yield
    event.edit(club.president, public=True)
    yield
    post = club.posts.filter(visibility="public").published().get()
    for visibility in ("members", "public", "officers", "public"):
        post.edit(club.president, visibility=visibility)
        yield
    club.suspend(union, "점검해요")
    yield
    club.restore(union)
    yield
    post.delete_by(club.president)
    yield
    club.archive(union, "이제 모이지 않아요")
    yield


MODELS = [Club, Post, Event]
