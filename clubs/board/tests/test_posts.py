from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Club, Post
from kclub.errors import Refused
from tests.factories import (
    make_member,
    make_officer,
    make_post,
)

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"


def url(name, post, *more):
    return reverse(f"clubs:{name}", args=[post.club.slug, post.pk, *more])


def board_of(club):
    return reverse("clubs:posts", args=[club.slug])


def sent(**fields):
    return {"kind": "free", "visibility": "members", "title": "첫 롤", "body": "찍었어요"} | fields


def test_strangers_see_only_public_posts_on_the_board(client, club):
    make_post(club, title="우리끼리")
    make_post(club, title="모두에게", visibility="public")
    page = client.get(board_of(club)).text
    assert "모두에게" in page
    assert "우리끼리" not in page

    client.force_login(make_member(club))
    assert "우리끼리" in client.get(board_of(club)).text


def test_pinned_posts_stand_first(client, club):
    old, new = make_post(club, title="먼저"), make_post(club, title="나중")
    client.force_login(club.president)
    client.post(url("post-pin", old), {"pin": "1"})
    assert list(client.get(board_of(club)).context["page"]) == [old, new]
    client.post(url("post-pin", old), {"pin": "0"})
    assert list(client.get(board_of(club)).context["page"]) == [new, old]


def test_a_chip_narrows_the_board_to_one_kind(client, club):
    notice = make_post(club, kind="notice")
    make_post(club)
    client.force_login(club.president)
    here = board_of(club)
    assert list(client.get(here, {"kind": "notice"}).context["page"]) == [notice]
    assert len(client.get(here, {"kind": "nonsense"}).context["page"]) == 2


def test_the_board_turns_its_pages_by_links(client, club, settings):
    settings.POSTS_PER_PAGE = 2
    for n in range(3):
        make_post(club, title=f"글 {n}", visibility="public")
    assert "글 0" not in client.get(board_of(club)).text
    assert "글 0" in client.get(board_of(club), {"page": 2}).text
    assert "글 0" in client.get(board_of(club), {"page": 99}).text  # the last one


def test_a_member_writes_and_lands_on_the_post(client, club):
    client.force_login(make_member(club))
    response = client.post(
        reverse("clubs:post-new", args=[club.slug]), sent(title=" 첫\u1100\u1161 ")
    )
    post = Post.objects.get()
    assert response.url == post.get_absolute_url()
    assert (post.title, post.visibility) == ("첫가", "members")  # composed and stripped


def test_a_form_sent_twice_makes_one_post(client, club):
    client.force_login(club.president)
    new = reverse("clubs:post-new", args=[club.slug])
    first, second = (client.post(new, sent(nonce="once")) for _ in range(2))
    assert first.url == second.url
    for _ in range(2):
        client.post(new, sent(nonce="once", body="뒤로 가서 다시 쓴 글"))
    assert Post.objects.count() == 2


def test_an_empty_post_comes_back_with_what_was_typed(client, club):
    client.force_login(club.president)
    new = reverse("clubs:post-new", args=[club.slug])
    response = client.post(new, sent(title=" ", body="여기까지 썼어요"))
    assert response.status_code == 422
    assert "여기까지 썼어요" in response.text
    assert 'id="errors"' in response.text


def test_notices_are_for_officers(client, club):
    member = make_member(club)
    with pytest.raises(Refused, match="공지는 운영진만"):
        make_post(club, member, kind="notice")
    client.force_login(member)
    new = reverse("clubs:post-new", args=[club.slug])
    assert client.post(new, sent(kind="notice")).status_code == 422
    assert make_post(club, make_officer(club), kind="notice").kind == "notice"


def test_an_edited_post_says_so(client, club):
    post = make_post(club)
    client.force_login(club.president)
    assert "고침" not in client.get(url("post", post)).text
    client.post(url("post-edit", post), sent(title="고친 글"))
    page = client.get(url("post", post)).text
    assert "고친 글" in page
    assert "고침" in page


def test_who_has_left_changes_nothing_any_more(client, club):
    author = make_member(club)
    post = make_post(club, author, visibility="public")
    club.leave(author)
    client.force_login(author)
    assert client.post(url("post-edit", post), sent(title="고친 글")).status_code == 403
    assert Post.objects.get().title != "고친 글"


def test_a_deleted_post_is_gone_and_shows_the_way_back(client, club):
    post = make_post(club, title="지울 글", visibility="public")
    client.force_login(club.president)
    response = client.post(url("post-delete", post))
    assert response.url == board_of(club)

    gone = client.get(url("post", post))
    assert gone.status_code == 410
    assert board_of(club) in gone.text
    assert "지울 글" not in gone.text
    assert "지울 글" not in client.get(board_of(club)).text
    assert client.post(url("post-delete", post)).status_code == 410


def test_a_deleted_post_for_members_is_not_found_by_strangers(client, club):
    post = make_post(club)
    post.delete_by(club.president)
    assert client.get(url("post", post)).status_code == 404


def test_liking_k_times_is_liking_once(client, club):
    post = make_post(club)
    client.force_login(make_member(club))
    for _ in range(3):
        client.post(url("post-like", post), {"like": "1"})
    assert post.likes.count() == 1
    for _ in range(2):
        client.post(url("post-like", post), {"like": "0"})
    assert post.likes.count() == 0


def test_htmx_gets_the_like_button_alone(client, club):
    post = make_post(club)
    client.force_login(club.president)
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    response = client.post(url("post-like", post), {"like": "1"}, headers=headers)
    assert response.status_code == 200
    assert 'aria-pressed="true"' in response.text
    assert "<main" not in response.text


def test_what_people_write_stays_text(client, club):
    author = make_member(club, EVIL[:50])
    Club.objects.filter(pk=club.pk).update(name=EVIL[:40])
    body = f"{EVIL}\n\n[눌러](javascript:alert(1)) <b hx-get=/x hx-trigger=load>"
    post = make_post(club, author, title=EVIL, body=body, visibility="public")
    post.comment(author, EVIL)
    for user in [author, None]:
        client.force_login(user) if user else client.logout()
        for page in [url("post", post), board_of(club), reverse("home")]:
            text = client.get(page).text
            assert "<script>alert" not in text
            assert "<img src=x" not in text
            assert 'href="javascript' not in text
            assert "<b hx-get" not in text


def test_excerpts_are_plain_words(client, club):
    make_post(club, body="# 제목\n\n**굵게** [링크](https://example.com)", visibility="public")
    assert "제목 굵게 링크" in client.get(board_of(club)).text


@pytest.mark.parametrize("who", ["member", "stranger"])
def test_the_board_costs_the_same_at_3_posts_and_at_30(
    client, club, settings, django_assert_max_num_queries, who
):
    settings.POSTS_PER_PAGE = 50
    if who == "member":
        client.force_login(make_member(club))
    costs = [cost(client, board_of(club)) for _ in many(club, [3, 27])]
    assert costs[0] == costs[1] <= 14


def test_a_post_costs_the_same_at_3_comments_and_at_30(client, club):
    post = make_post(club)
    client.force_login(make_member(club))
    costs = []
    for more in [3, 27]:
        for _ in range(more):
            first = post.comment(make_member(club), "안녕하세요")
            post.comment(make_member(club), "네", parent=first)
        costs.append(cost(client, url("post", post)))
    assert costs[0] == costs[1] <= 14


def many(club, steps):
    for more in steps:
        for n in range(more):
            moment = timezone.now() - timedelta(hours=n)
            make_post(club, make_member(club), visibility="public", created_at=moment)
        yield


def cost(client, page):
    """How many queries a page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)
