"""New posts on a board that is open."""

import pytest
from django.urls import reverse

from tests.factories import make_member, make_officer, make_post, make_user

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def board_of(club):
    return reverse("clubs:posts", args=[club.slug])


def arrived(client, club, post, **query):
    """Return what the open board, whose newest post is `post`, is told."""
    return client.get(board_of(club), {"after": post.pk, **query}, headers=PART).text


def test_members_hear_of_a_new_post(club, published):
    with published() as events:
        make_post(club)
    assert (club.channel, "posts-changed") in events


def test_an_open_board_tells_how_many_have_come_since(client, club):
    first = make_post(club)
    client.force_login(make_member(club))
    assert f"?after={first.pk}" in client.get(board_of(club)).text
    assert "새 글" not in arrived(client, club, first)
    make_post(club)
    make_post(club, kind="notice")
    assert "새 글 2개" in arrived(client, club, first)
    assert "새 글 1개" in arrived(client, club, first, kind="notice")


def test_nobody_is_told_of_what_they_may_not_read_or_wrote_themselves(client, club):
    first, me = make_post(club), make_member(club)
    make_post(club, me)
    make_post(club, visibility="officers")
    make_post(club).delete_by(club.president)
    client.force_login(me)
    assert "새 글" not in arrived(client, club, first)
    client.force_login(make_officer(club))
    assert "새 글 2개" in arrived(client, club, first)


def test_a_stranger_has_no_such_place(client, club):
    make_post(club, visibility="public")
    client.force_login(make_user())
    assert "new-posts" not in client.get(board_of(club)).text
