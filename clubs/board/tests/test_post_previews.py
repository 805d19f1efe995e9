"""Seeing a post before it is posted."""

import pytest
from django.urls import reverse

from clubs.models import Post
from tests.factories import make_member, make_post
from tests.pictures import upload

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
TYPED = {
    "kind": "recruiting", "visibility": "public", "title": "첫 롤", "nonce": "once",
    "body": "**굵게**", "preview": "1",
}  # fmt: skip


@pytest.fixture
def member(club):
    return make_member(club)


def test_a_preview_shows_what_the_server_will_show_and_keeps_the_form(client, club, member):
    client.force_login(member)
    new = reverse("clubs:post-new", args=[club.slug])
    page = client.post(new, TYPED | {"body": "# 사진\n\n**굵게** <script>"})
    assert page.status_code == 200
    assert "<strong>굵게</strong>" in page.text
    assert "&lt;script&gt;" in page.text
    assert "# 사진\n\n**굵게** &lt;script&gt;</textarea>" in page.text
    assert 'value="once"' in page.text
    assert 'value="public" id="id_visibility_1" required checked' in page.text
    assert not Post.objects.exists()


def test_what_is_not_finished_is_shown_without_a_word_about_it(client, club, member):
    client.force_login(member)
    new = reverse("clubs:post-new", args=[club.slug])
    page = client.post(new, TYPED | {"title": "", "pictures": upload()}).text
    assert 'id="errors"' not in page
    assert 'id="preview-heading"' in page


def test_htmx_gets_the_preview_alone(client, club, member):
    post = make_post(club, member)
    client.force_login(member)
    edit = reverse("clubs:post-edit", args=[club.slug, post.pk])
    part = client.post(edit, TYPED, headers=PARTIAL).text
    assert "<strong>굵게</strong>" in part
    assert "<form" not in part
    post.refresh_from_db()
    assert (post.title, post.edited_at) == ("첫 글", None)


def test_only_who_may_write_sees_one(client, club, user):
    client.force_login(user)
    new = reverse("clubs:post-new", args=[club.slug])
    assert client.post(new, TYPED).status_code == 403
