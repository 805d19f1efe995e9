"""Atom feeds: what everybody may read, and nothing else."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clubs.models import Club, Event, Post
from clubs.syndication.feeds import MAX_ENTRIES
from tests.factories import make_club, make_member, make_post, make_user
from tests.public_pages import (
    ATOM,
    change_everything,
    entries,
    feed_paths,
    fill,
    make_campus,
    make_event,
    public_pages,
)

pytestmark = pytest.mark.django_db
SITE = "https://club.saebom.example"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def feeds_of(club):
    return [reverse(f"clubs:{kind}-atom", args=[club.slug]) for kind in ("posts", "events")]


def test_feeds_have_what_an_anonymous_visitor_can_read_and_nothing_else():
    make_campus()
    assert feed_paths("/posts.atom") == public_pages(Post) != set()
    assert feed_paths("/events.atom") == public_pages(Event) != set()
    for club in Club.objects.all():
        posts, events = feeds_of(club)
        if not club.is_open:
            assert {Client().get(path).status_code for path in (posts, events)} == {404}
            continue
        mine = club.get_absolute_url()
        assert feed_paths(posts) == {p for p in public_pages(Post) if p.startswith(mine)}
        assert feed_paths(events) == {p for p in public_pages(Event) if p.startswith(mine)}


def test_feeds_follow_every_change_of_what_is_public_at_once():
    for _change in change_everything():
        assert feed_paths("/posts.atom") == public_pages(Post)
        assert feed_paths("/events.atom") == public_pages(Event)


def test_feeds_are_the_same_for_a_member(client):
    club = fill(make_club())
    client.force_login(make_member(club))
    for path in ["/posts.atom", "/events.atom", *feeds_of(club)]:
        answer = client.get(path)
        assert answer.content == Client().get(path).content
        assert answer["Cache-Control"] == "public, no-cache"
        assert "Cookie" not in answer["Vary"]
        assert not answer.cookies


def test_addresses_in_feeds_are_those_of_the_site(client):
    club = fill(make_club())
    for path in ["/posts.atom", "/events.atom", *feeds_of(club)]:
        feed = ElementTree.fromstring(client.get(path).content)
        links = [link.get("href") for link in feed.iter(f"{ATOM}link")]
        assert len(links) > 2
        assert all(link.startswith(f"{SITE}/") for link in links)
        assert feed.findtext(f"{ATOM}id") == SITE + path


def test_a_feed_can_be_read_by_the_rules_of_atom(client):
    club = fill(make_club())
    for path in feeds_of(club):
        feed = ElementTree.fromstring(client.get(path).content)
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        assert len(ids) == len(set(ids)) > 0
        for element in [feed, *feed.iter(f"{ATOM}entry")]:
            assert element.findtext(f"{ATOM}title")
            assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
            assert element.findtext(f"{ATOM}author/{ATOM}name")


def test_a_feed_without_entries_is_one_too_and_does_not_change_by_itself(client, club):
    for path in feeds_of(club):
        assert entries(path) == []
        assert client.get(path)["ETag"] == client.get(path)["ETag"]


def test_a_feed_is_in_the_language_of_its_address(client):
    club = make_club(name="필름로그", english_name="Film Log")
    path, _events = feeds_of(club)
    for language, title in [("", "필름로그 게시판"), ("?language=en", "Film Log board")]:
        answer = client.get(path + language, headers={"Accept-Language": "en"})
        feed = ElementTree.fromstring(answer.content)
        assert feed.findtext(f"{ATOM}title") == title
        assert answer["Content-Language"] == ("en" if language else "ko")


def test_a_feed_of_all_clubs_names_the_club_of_each_entry():
    club = make_club(name="필름로그")
    make_post(club, title="출사 후기", visibility="public")
    assert [entry["title"] for entry in entries("/posts.atom")] == ["[필름로그] 출사 후기"]


def test_a_post_is_summed_up_in_plain_words():
    post = make_post(make_club(), body="**굵게** 1 < 2\n\n" + "가" * 400, visibility="public")
    [entry] = entries(feeds_of(post.club)[0])
    assert entry["summary"].startswith("굵게 1 &lt; 2 가가")
    assert entry["summary"].endswith("…")
    assert len(entry["summary"]) < 320


def test_an_event_is_summed_up_by_its_time_and_place_and_a_cancelled_one_by_the_reason():
    club = make_club()
    event = make_event(club, title="봄 출사")
    path = feeds_of(club)[1]
    assert event.time_text in entries(path)[0]["summary"]
    event.cancel(club.president, "비가 와요")
    [entry] = entries(path)
    assert entry["title"] == "취소: 봄 출사"
    assert entry["summary"].startswith("비가 와요 · ")


def test_what_no_xml_may_hold_does_not_break_a_feed():
    post = make_post(make_club(), visibility="public")
    odd = "가\x0b나\ufffe\x1b<b>&"
    Post.objects.filter(pk=post.pk).update(title=odd, body=odd)
    assert entries("/posts.atom")[0]["title"].endswith("가나<b>&")


def test_a_feed_has_the_newest_entries_alone_at_the_same_cost(django_assert_num_queries):
    club = make_club()
    author = make_user()
    Post.objects.bulk_create(
        Post(club=club, author=author, title=f"글 {n}", body="", visibility="public")
        for n in range(MAX_ENTRIES + 5)
    )
    for path in ("/posts.atom", "/events.atom"):
        make_event(club)
        with django_assert_num_queries(1):
            entries(path)
    with django_assert_num_queries(2):  # the club
        found = entries(feeds_of(club)[0])
    assert [entry["title"] for entry in found] == [f"글 {n}" for n in range(54, 4, -1)]


def test_a_reader_who_has_the_feed_is_told_that_it_is_the_same(client):
    club = make_club()
    post = make_post(club, visibility="public")
    path = feeds_of(club)[0]
    first = client.get(path)
    assert first["Last-Modified"]
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, no-cache"
    post.edit(club.president, title="고친 글")
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_reader_who_knows_only_a_date_hears_of_what_was_taken_away(client):
    club = make_club()
    old, new = (make_post(club, title=title, visibility="public") for title in ("옛 글", "새 글"))
    since = client.get(feeds_of(club)[0])["Last-Modified"]
    Post.objects.filter(pk=old.pk).update(hidden_at=timezone.now() - timedelta(hours=1))
    answer = client.get(feeds_of(club)[0], headers={"If-Modified-Since": since})
    assert new.title in answer.text
    assert old.title not in answer.text


@pytest.mark.parametrize("name", ["clubs:club", "clubs:posts", "clubs:events"])
def test_the_pages_of_a_club_name_its_feeds(client, name):
    club = fill(make_club())
    html = client.get(reverse(name, args=[club.slug])).text
    for path in feeds_of(club):
        assert f'type="application/atom+xml" title="{club.name} ' in html
        assert f'href="{path}"' in html
    english = client.get(reverse(name, args=[club.slug]), headers={"Accept-Language": "en"}).text
    assert f'href="{feeds_of(club)[0]}?language=en"' in english


@pytest.mark.parametrize("path", ["/", "/clubs/"])
def test_the_first_pages_name_the_feeds_of_all_clubs(client, path):
    html = client.get(path).text
    assert 'href="/posts.atom"' in html
    assert 'href="/events.atom"' in html


def test_a_closed_club_names_no_feeds(client):
    club = make_club()
    member = make_member(club)
    Club.objects.filter(pk=club.pk).update(status=Club.Status.SUSPENDED)
    client.force_login(member)
    for name in ("clubs:club", "clubs:posts", "clubs:events"):
        answer = client.get(reverse(name, args=[club.slug]))
        assert answer.status_code == 200
        assert ".atom" not in answer.text
