"""How a post was edited, for officers."""

import pytest
from django.urls import reverse

from clubs.board.views import post_revisions
from clubs.models import PostRevision
from tests.factories import make_member, make_officer, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(club):
    return make_member(club, "박봄이")


@pytest.fixture
def post(club, author):
    post = make_post(club, author, title="출사", body="토요일 3시예요")
    post.edit(author, body="일요일 3시예요")
    post.edit(author, title="일요 출사")
    return post


def history_of(post):
    return reverse("clubs:post-revisions", args=[post.club.slug, post.pk])


def test_officers_read_what_each_edit_has_changed(client, club, post):
    client.force_login(make_officer(club))
    assert history_of(post) in client.get(post.get_absolute_url()).text
    page = client.get(history_of(post)).text
    assert "<ins>일요 </ins>출사" in page
    assert "<del>토요일</del><ins>일요일</ins> 3시예요" in page
    assert page.index("일요 </ins>") < page.index("<del>토요일")


def test_each_page_of_a_long_history_ends_where_the_next_begins(client, club, post, monkeypatch):
    monkeypatch.setattr(post_revisions, "EDITS_PER_PAGE", 1)
    client.force_login(club.president)
    first, second = (client.get(history_of(post), {"page": n}).text for n in (1, 2))
    assert "토요일" not in first
    assert "<del>토요일</del><ins>일요일</ins>" in second


def test_an_edit_that_changes_no_word_leaves_no_revision(post, author):
    post.edit(author, visibility="public")
    post.edit(author, title="일요 출사")
    assert PostRevision.objects.count() == 2


def test_members_are_not_shown_the_way(client, author, post):
    client.force_login(author)
    page = client.get(post.get_absolute_url()).text
    assert "고침" in page
    assert history_of(post) not in page


def test_what_was_hidden_or_deleted_has_no_history(client, club, post):
    client.force_login(club.president)
    post.hide()
    assert client.get(history_of(post)).status_code == 410
    post.reveal()
    post.delete_by(club.president)
    gone = client.get(history_of(post))
    assert gone.status_code == 410
    assert "토요일" not in gone.text


def test_a_closed_account_has_no_name_there(client, club, post, author):
    author.close_account()
    client.force_login(club.president)
    page = client.get(history_of(post)).text
    assert "박봄이" not in page
    assert "탈퇴한 사용자" in page
