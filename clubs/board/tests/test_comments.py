import pytest
from django.urls import reverse

from clubs.models import Comment
from kclub.errors import Gone, Refused
from tests.factories import make_club, make_member, make_officer, make_post, make_user

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def post(club):
    return make_post(club, make_member(club))


def url(name, post, *more):
    return reverse(f"clubs:{name}", args=[post.club.slug, post.pk, *more])


def test_an_answer_to_an_answer_stands_one_step_in(post):
    reader = make_member(post.club)
    first = post.comment(post.author, "어디서 만나요?")
    second = post.comment(reader, "서울숲이요", parent=first)
    third = post.comment(post.author, "좋아요", parent=second)
    other = post.comment(reader, "저는 못 가요")
    fourth = post.comment(reader, "저도요", parent=first)

    assert third.parent == first
    assert list(post.comments.threaded()) == [first, second, third, fourth, other]


def test_strangers_read_but_do_not_comment(club):
    with pytest.raises(Refused, match="부원만 댓글을"):
        make_post(club, visibility="public").comment(make_user(), "저도요")


def test_nobody_comments_below_a_deleted_post(post):
    post.delete_by(post.author)
    with pytest.raises(Gone):
        post.comment(post.club.president, "늦었네요")


def test_the_reply_link_turns_the_form_without_javascript(client, post):
    asked = post.comment(post.author, "몇 시에 모여요?")
    client.force_login(make_member(post.club))
    page = client.get(url("post", post), {"reply": asked.pk})
    assert page.context["parent"] == asked
    assert f'name="parent" value="{asked.pk}"' in page.text

    response = client.post(url("comments", post), {"text": "10시요", "parent": asked.pk})
    answer = Comment.objects.get(text="10시요")
    assert answer.parent == asked
    assert response.url == f"{post.get_absolute_url()}#c{answer.pk}"


@pytest.mark.parametrize("reply", ["", "abc", "9" * 5000, "-1"])
def test_a_reply_to_nothing_is_a_comment(client, post, reply):
    client.force_login(post.author)
    page = client.get(url("post", post), {"reply": reply})
    assert page.status_code == 200
    assert page.context["parent"] is None


def test_nobody_answers_a_comment_of_another_post(client, post):
    elsewhere = make_post(post.club).comment(post.author, "다른 글")
    client.force_login(post.author)
    response = client.post(url("comments", post), {"text": "네", "parent": elsewhere.pk})
    assert response.status_code == 422
    assert post.comments.count() == 0


def test_an_empty_comment_comes_back_as_the_form(client, post):
    client.force_login(post.author)
    response = client.post(url("comments", post), {"text": "  "}, headers=PART)
    assert response.status_code == 422
    assert response.text.strip().startswith("<form")


def test_htmx_follows_to_the_talk_alone(client, post):
    client.force_login(post.author)
    response = client.post(url("comments", post), {"text": "안녕"}, headers=PART, follow=True)
    assert response.redirect_chain[0][1] == 303
    assert response.text.strip().startswith("<section")
    assert "안녕" in response.text
    assert '<hx-partial hx-target="#comment-count">1</hx-partial>' in response.text


def test_the_count_beside_the_post_follows_every_change_of_the_comments(client, post):
    comment = post.comment(post.author, "안녕")
    client.force_login(post.author)
    counted = '<hx-partial hx-target="#comment-count">{}</hx-partial>'
    assert counted.format(1) in client.get(url("comments", post), headers=PART).text
    comment.delete_by(post.author)
    assert counted.format(0) in client.get(url("comments", post), headers=PART).text


def test_a_form_sent_twice_makes_one_comment(client, post):
    client.force_login(post.author)
    for _ in range(2):
        client.post(url("comments", post), {"text": "한 번만", "nonce": "once"})
    assert post.comments.count() == 1
    for _ in range(2):
        client.post(url("comments", post), {"text": "다시 쓴 말", "nonce": "once"})
    assert post.comments.count() == 2


def test_a_deleted_comment_leaves_its_place(client, post):
    first = post.comment(post.author, "비밀이었는데")
    post.comment(post.author, "답은 남아요", parent=first)
    client.force_login(post.author)
    client.post(url("comment-delete", post, first.pk))
    page = client.get(url("post", post)).text
    assert "비밀이었는데" not in page
    assert "지운 댓글이에요" in page
    assert "답은 남아요" in page


def test_authors_and_officers_delete_comments(client, post):
    author = make_member(post.club)
    expected = {
        author: 303,
        make_officer(post.club): 303,
        post.club.president: 303,
        post.author: 403,
        make_member(post.club): 403,
        make_user(): 404,
        make_officer(make_club()): 404,
    }
    for user, status in expected.items():
        comment = post.comment(author, "지울까요?")
        client.force_login(user)
        response = client.post(url("comment-delete", post, comment.pk))
        assert response.status_code == status, user
        comment.refresh_from_db()
        assert (comment.deleted_at is not None) == (status == 303)


def test_author_and_answered_are_told_once(post):
    asks, answers = make_member(post.club), make_member(post.club, "김답")
    asked = post.comment(asks, "몇 시예요?")
    post.comment(answers, "10시요", parent=asked)
    assert [str(told) for told in asks.notifications.all()] == ["김답님이 내 댓글에 답했어요."]
    assert post.author.notifications.count() == 2
    assert answers.notifications.count() == 0

    own = post.comment(post.author, "제가 쓴 글")
    post.comment(answers, "네", parent=own)
    assert post.author.notifications.count() == 3


def test_readers_hear_of_a_new_comment(post, published):
    with published() as events:
        post.comment(post.author, "새 댓글")
    assert (post.club.channel, f"comments-{post.pk}-changed") in events


def test_only_members_listen_to_the_board(client, post):
    stream = reverse("clubs:board-stream", args=[post.club.slug])
    assert client.get(stream).status_code == 401
    client.force_login(make_user())
    assert client.get(stream).status_code == 403


def test_the_address_of_any_comment_fits_into_a_notification(club):
    type(club).objects.update(slug="\U00020000" * 60)
    club.refresh_from_db()
    make_post(club).comment(make_member(club), "안녕")
    club.president.notifications.latest("pk").clean_fields(exclude=["mail_due_at", "push_due_at"])
