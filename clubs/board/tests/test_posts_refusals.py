"""What the board refuses, and with which status and sentence."""

import pytest
from django.urls import reverse

from tests.factories import make_club, make_member, make_officer, make_post, make_staff, make_user

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
SENT = {"kind": "free", "title": "제목", "body": "내용", "visibility": "members"}


def url(name, post, *more):
    return reverse(f"clubs:{name}", args=[post.club.slug, post.pk, *more])


@pytest.fixture
def author(club):
    return make_member(club, "조은서")


@pytest.fixture
def post(club, author):
    return make_post(club, author, title="첫눈이 와요", visibility="public")


def test_strangers_are_refused_the_form_and_shown_the_club(client, club):
    client.force_login(make_user())
    for response in [
        client.get(reverse("clubs:post-new", args=[club.slug])),
        client.post(reverse("clubs:post-new", args=[club.slug]), SENT),
    ]:
        assert response.status_code == 403
        assert "부원만 글을 쓸 수 있어요." in response.text
        assert f'href="{club.get_absolute_url()}"' in response.text
    assert not club.posts.exists()


def test_officers_delete_the_posts_of_others_and_edit_only_their_own(client, club, post):
    client.force_login(make_officer(club))
    assert client.get(url("post-edit", post)).status_code == 403
    response = client.post(url("post-edit", post), SENT)
    assert response.status_code == 403
    assert "글쓴이만 고칠 수 있어요." in response.text
    assert "글을 지웠어요." in client.post(url("post-delete", post), follow=True).text
    post.refresh_from_db()
    assert post.title == "첫눈이 와요"
    assert not post.is_published


def test_members_delete_and_pin_nothing_of_others(client, club, post):
    client.force_login(make_member(club))
    assert client.post(url("post-delete", post)).status_code == 403
    assert client.post(url("post-pin", post)).status_code == 403
    post.refresh_from_db()
    assert post.is_published


def test_a_post_is_pinned_and_unpinned_by_page(client, club, post):
    client.force_login(make_officer(club))
    pinned = client.post(url("post-pin", post), follow=True).text
    assert "게시판 맨 위에 고정했어요." in pinned
    unpinned = client.post(url("post-pin", post), {"pin": "0"}, follow=True).text
    assert "이제 위에 고정하지 않아요." in unpinned


@pytest.mark.parametrize("name", ["post-delete", "post-like", "post-pin"])
def test_nothing_happens_to_a_post_by_get(client, author, post, name):
    client.force_login(author)
    assert client.get(url(name, post)).status_code == 405


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "제목을 적어 주세요."),
        ({"body": "  "}, "내용을 적어 주세요."),
        ({"title": "가" * 101}, "가" * 101),
        ({"visibility": "nobody"}, 'aria-invalid="true"'),
        ({"kind": "notice"}, 'aria-invalid="true"'),
    ],
)
def test_a_bad_edit_is_sent_back_and_changes_nothing(client, author, post, wrong, sentence):
    client.force_login(author)
    response = client.post(url("post-edit", post), SENT | wrong)
    assert response.status_code == 422
    assert sentence in response.text
    post.refresh_from_db()
    assert (post.title, post.body) == ("첫눈이 와요", "안녕하세요")


def test_a_post_of_another_club_is_not_found_whatever_is_asked(client, post):
    other = make_club()
    client.force_login(other.president)
    for name in ["post", "post-edit", "post-report", "comments"]:
        address = reverse(f"clubs:{name}", args=[other.slug, post.pk])
        assert client.get(address).status_code == 404


def test_the_comments_are_a_part_for_htmx_and_lead_others_to_the_post(client, author, post):
    post.comment(author, "나도 봤어요")
    client.force_login(author)
    assert client.get(url("comments", post)).url == post.get_absolute_url()
    part = client.get(url("comments", post), headers=PARTIAL).text
    assert "나도 봤어요" in part
    assert "<main" not in part


def test_a_comment_is_reported_once_and_leads_back_to_it(client, club, author, post):
    comment = post.comment(author, "광고예요")
    client.force_login(make_member(club))
    address = url("comment-report", post, comment.pk)
    assert client.get(address).status_code == 200
    for _click in range(2):
        assert client.post(address, {"reason": "spam"}).url == comment.get_absolute_url()
    assert club.cases.get().reports.count() == 1


def test_what_one_wrote_oneself_is_deleted_and_not_reported(client, author, post):
    client.force_login(author)
    response = client.get(url("post-report", post))
    assert response.status_code == 403
    assert "내가 쓴 것은 신고하는 대신 지울 수 있어요." in response.text


def test_the_unverified_report_nothing(client, post):
    client.force_login(make_user(verified=False))
    assert client.post(url("post-report", post), {"reason": "spam"}).status_code == 403


def test_a_comment_of_another_post_is_neither_deleted_nor_reported(client, club, author, post):
    comment = make_post(club, author).comment(author, "여기 없는 댓글")
    client.force_login(club.president)
    assert client.post(url("comment-delete", post, comment.pk)).status_code == 404
    assert client.get(url("comment-report", post, comment.pk)).status_code == 404
    comment.refresh_from_db()
    assert comment.is_published


@pytest.mark.parametrize("text", ["", "   ", "가" * 1001])
def test_a_comment_has_between_one_and_a_thousand_letters(client, author, post, text):
    client.force_login(author)
    response = client.post(url("comments", post), {"text": text, "nonce": "n1"})
    assert response.status_code == 422
    assert not post.comments.exists()


def test_a_reply_to_a_comment_deleted_meanwhile_says_so_and_keeps_the_text(client, author, post):
    comment = post.comment(author, "지울 댓글")
    comment.delete_by(author)
    client.force_login(author)
    sent = {"text": "그러게요", "parent": comment.pk, "nonce": "n1"}
    response = client.post(url("comments", post), sent)
    assert response.status_code == 422
    assert "답하려던 댓글이 지워졌어요." in response.text
    assert "그러게요" in response.text


def test_nobody_comments_in_a_club_the_union_has_closed(client, club, author, post):
    club.suspend(make_staff(), "이유")
    client.force_login(author)
    response = client.post(url("comments", post), {"text": "왜요?", "nonce": "n1"})
    assert response.status_code == 403
    assert "지금은 읽을 수만 있어요." in response.text


def test_thirty_comments_in_seconds_are_too_many(client, author, post):
    client.force_login(author)
    told = [
        client.post(url("comments", post), {"text": f"{n}등", "nonce": f"n{n}"}).status_code
        for n in range(30)
    ]
    assert told.count(429) >= 10
