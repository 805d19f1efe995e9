"""What the blocked write on boards: folded, and told to nobody who has blocked them."""

import pytest
from django.urls import reverse

from clubs.board.models.posts import Post
from tests.factories import make_club, make_member, make_post, make_staff

pytestmark = pytest.mark.django_db
FOLDED_POST, FOLDED_COMMENT = "차단한 사람의 글이에요 · 보기", "차단한 사람의 댓글이에요 · 보기"


@pytest.fixture
def club():
    return make_club()


@pytest.fixture
def me(club):
    return make_member(club)


@pytest.fixture
def pest(club):
    return make_member(club, "김민재")


def test_posts_and_comments_of_the_blocked_are_folded_for_me_alone(client, club, me, pest):
    theirs = make_post(club, pest, title="시끄러운 글", visibility=Post.Visibility.PUBLIC)
    mine = make_post(club, me)
    mine.comment(pest, "시끄러운 댓글")
    me.block(pest)
    client.force_login(me)
    for url in ["/", reverse("clubs:posts", args=[club.slug]), theirs.get_absolute_url()]:
        page = client.get(url).text
        assert page.count(FOLDED_POST) == 1, url
        assert "<details>" in page.partition(FOLDED_POST)[0]
    assert "시끄러운 글" not in client.get(club.get_absolute_url()).text
    page = client.get(mine.get_absolute_url()).text
    assert FOLDED_POST not in page
    assert page.count(FOLDED_COMMENT) == 1
    client.force_login(pest)
    assert "차단한 사람" not in client.get(mine.get_absolute_url()).text
    client.logout()
    assert "차단한 사람" not in client.get(theirs.get_absolute_url()).text


def test_comments_and_replies_of_the_blocked_notify_nobody_who_blocked_them(club, me, pest):
    post = make_post(club, make_member(club))
    comment = post.comment(me, "안녕하세요")
    me.block(pest)
    post.comment(pest, "뭐라고", parent=comment)
    make_post(club, me).comment(pest, "뭐라고")
    assert not me.notifications.exists()
    assert post.author.notifications.count() == 2


def test_a_block_takes_back_what_the_blocked_had_told_me(club, me, pest, published):
    post = make_post(club, me)
    post.comment(pest, "하나")
    post.comment(make_member(club), "둘")
    with published() as events:
        me.block(pest)
    assert me.notifications.get().author != pest
    assert (me.channel, "notifications-changed") in events


def delete_comment(post, comment):
    comment.delete_by(comment.author)


def hide_comment(post, comment):
    comment.hide()


def delete_post(post, comment):
    post.delete_by(post.author)


def hide_post(post, comment):
    post.hide()


def erase_post(post, comment):
    post.delete()


def close_club(post, comment):
    post.club.suspend(make_staff(), "조사")


@pytest.mark.parametrize(
    "end", [delete_comment, hide_comment, delete_post, hide_post, erase_post, close_club]
)
def test_what_is_gone_takes_its_notifications_along(client, club, me, published, end):
    kept, post = make_post(make_club(president=me), me), make_post(club, me)
    me.notifications.all().delete()  # of the club that was opened
    kept.comment(make_member(kept.club), "남는 말")
    comment = post.comment(make_member(club), "하나")
    me.notifications.filter(subject_key=comment.subject_key).read()
    with published() as events:
        end(post, comment)
    assert me.notifications.get().url.startswith(kept.get_absolute_url())
    assert (me.channel, "notifications-changed") in events


def test_another_post_whose_number_begins_alike_keeps_its_notifications(club, me):
    first = make_post(club, me)
    alike = make_post(club, me)
    Post.objects.filter(pk=alike.pk).update(id=int(f"{first.pk}0"))
    Post.objects.get(pk=f"{first.pk}0").comment(make_member(club), "하나")
    first.delete_by(me)
    assert me.notifications.exists()
