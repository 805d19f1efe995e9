"""What messengers show beside a link that somebody shares."""

from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from clubs.models import Event, Post
from kclub.files.link_previews import SIZE, draw_link_preview
from kclub.files.logos import reencode_cover, reencode_logo
from tests.factories import make_club, make_member, make_post
from tests.pictures import upload
from tests.public_pages import make_campus

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def shared(client, page):
    """Return the Open Graph tags of a page as a dict."""
    html = client.get(page if isinstance(page, str) else page.get_absolute_url()).text
    lines = [line for line in html.split("<meta ") if line.startswith('property="og:')]
    return {
        line.split('"')[1].removeprefix("og:"): unescape(line.split('content="')[1].split('"')[0])
        for line in lines
    }


def test_a_shared_club_is_shown_by_its_name_line_and_picture(client):
    club = make_club(name="필름 & 로그", summary='"필름"으로 찍어요')
    tags = shared(client, club)
    assert tags["title"] == "필름 & 로그"
    assert tags["description"] == '"필름"으로 찍어요'
    assert tags["image"] == "http://testserver" + reverse("clubs:club-preview", args=[club.slug])


def preview(client, club):
    answer = client.get(reverse("clubs:club-preview", args=[club.slug]))
    assert answer["Content-Type"] == "image/jpeg"
    return Image.open(BytesIO(answer.content))


def test_the_picture_of_a_club_is_a_jpeg_of_the_usual_size(client):
    assert preview(client, make_club()).size == SIZE


def test_the_picture_of_a_club_shows_its_logo_and_its_cover(client):
    club = make_club(hue=6)  # of blue, and the pictures are red and black
    drawn, above, beside = preview(client, club), (100, 100), (1000, 420)
    club.edit(logo=reencode_logo(upload()), cover=reencode_cover(upload()))
    shown = preview(client, club)
    for spot in (above, beside):
        assert drawn.getpixel(spot)[2] > 200 > 60 > shown.getpixel(spot)[2]
    assert shown.size == SIZE


@pytest.mark.parametrize("name", ["뷁쉙", "가" * 40, "Aa " * 13, "👩‍👩‍👧‍👦", "a", "W" * 40])
def test_every_name_fits_into_the_picture(name):
    assert draw_link_preview(name, name * 2, "새봄대학교", 8).startswith(b"\xff\xd8")


def test_a_shared_invite_is_shown_as_the_clubs(client):
    club = make_club(name="필름로그")
    tags = shared(client, club.invite(club.president))
    assert tags["title"] == "필름로그 동아리의 초대"


def test_a_public_post_and_event_are_shown_by_their_titles(client):
    club = make_club()
    post = make_post(club, make_member(club), title="출사 후기", visibility="public")
    assert shared(client, post)["title"] == "출사 후기"
    soon = timezone.now() + HOUR
    event = club.events.create(title="봄 출사", public=True, starts_at=soon, ends_at=soon + HOUR)
    assert shared(client, event)["title"] == "봄 출사"


def test_a_link_to_what_is_not_public_says_nothing_of_it(client):
    club = make_club()
    member = make_member(club)
    post = make_post(club, member, title="우리끼리", visibility=Post.Visibility.MEMBERS)
    answer = client.get(post.get_absolute_url(), follow=True)
    assert "우리끼리" not in answer.text
    tags = shared(client, reverse("account_login") + "?next=/rooms/secret/")
    assert tags["title"] == "K-Club"
    assert tags["image"].endswith(".png")


def test_links_to_posts_and_events_show_what_an_anonymous_visitor_can_read_and_nothing_else(client):
    make_campus()
    rows = [*Post.objects.select_related("club"), *Event.objects.select_related("club")]
    for row in rows:
        answer = client.get(row.get_absolute_url())
        if answer.status_code == 200:
            assert shared(client, row)["title"] == row.title
        else:
            assert row.title not in answer.text
            assert row.club.name not in answer.text or row.club.is_open
