"""Sitemaps and robots.txt: every address in them can be read by everybody."""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client

from clubs.models import Post
from clubs.syndication import sitemaps
from tests.factories import make_club, make_post
from tests.public_pages import (
    MODELS,
    change_everything,
    fill,
    locations,
    make_campus,
    public_pages,
    sitemap_addresses,
    sitemap_paths,
)

pytestmark = pytest.mark.django_db
SITE = "https://club.saebom.example"
PAGES = {"/", "/clubs/", "/guide/", "/terms/", "/privacy/"}


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def everything_public():
    return PAGES.union(*map(public_pages, MODELS))


def test_a_sitemap_has_the_pages_an_anonymous_visitor_can_read_and_no_other():
    make_campus()
    paths = sitemap_paths()
    assert paths == everything_public()
    assert {Client().get(path).status_code for path in paths} == {200}


def test_a_sitemap_follows_every_change_of_what_is_public_at_once():
    for _change in change_everything():
        assert sitemap_paths() == everything_public()


def test_addresses_in_sitemaps_are_those_of_the_site():
    fill(make_club(name="필름로그"))
    addresses = locations("/sitemap.xml") + sitemap_addresses()
    assert all(address.startswith(f"{SITE}/") and address.isascii() for address in addresses)


def test_a_long_sitemap_has_pages_which_the_index_names(monkeypatch):
    monkeypatch.setattr(sitemaps.PublicSitemap, "limit", 3)
    club = make_club()
    posts = [make_post(club, title=f"글 {n}", visibility="public") for n in range(7)]
    index = locations("/sitemap.xml")
    assert [address for address in index if "posts" in address] == [
        f"{SITE}/sitemap-posts.xml",
        f"{SITE}/sitemap-posts.xml?p=2",
        f"{SITE}/sitemap-posts.xml?p=3",
    ]
    assert len(locations("/sitemap-posts.xml?p=3")) == 1
    assert {post.get_absolute_url() for post in posts} <= sitemap_paths()


@pytest.mark.parametrize("path", ["-rooms.xml", "-posts.xml?p=2", "-posts.xml?p=x"])
def test_a_sitemap_that_is_not_there_is_not_found(path):
    assert Client().get(f"/sitemap{path}").status_code == 404


def test_sitemaps_cost_the_same_however_long_they_are(django_assert_num_queries):
    club = fill(make_club())
    author = club.president
    Post.objects.bulk_create(
        Post(club=club, author=author, title=f"글 {n}", body="", visibility="public")
        for n in range(30)
    )
    for path, queries in [("/sitemap.xml", 3), ("/sitemap-posts.xml", 2)]:
        with django_assert_num_queries(queries):
            locations(path)


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-clubs.xml", "/robots.txt"])
def test_a_crawler_who_has_a_list_is_told_that_it_is_the_same(client, path):
    make_club()
    first = client.get(path)
    assert first["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in first["Vary"]
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_robots_may_read_all_that_is_in_the_sitemap_and_nothing_private(client):
    make_campus()
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    robots = RobotFileParser()
    robots.parse(answer.text.splitlines())
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]
    addresses = [*sitemap_addresses(), f"{SITE}/posts.atom"]
    assert [address for address in addresses if not robots.can_fetch("*", address)] == []
    for path in ("/me/", "/rooms/", "/union/", "/accounts/login/", "/search/", "/admin/"):
        assert not robots.can_fetch("*", SITE + path), urlsplit(path)
