"""Polls below posts: who may ask, vote and see what, and that nothing is counted wrong."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Poll, Post, Vote
from clubs.polls.forms import PollForm
from kclub.errors import Refused
from tests.factories import make_club, make_member, make_staff, make_user

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
ASKED = {"question": "언제 모일까요?", "choices": ["토요일", "일요일"]}


def arguments(**more):
    return ASKED | {"closes_at": timezone.now() + timedelta(days=3)} | more


@pytest.fixture
def club(db):
    return make_club()


@pytest.fixture
def post(club):
    return write(club)


def write(club, **more):
    return club.post(
        club.president,
        title="모임",
        body="골라 주세요",
        kind="free",
        visibility="members",
        poll=arguments(**more),
    )


def keys(post, *places):
    choices = list(post.poll.choices.all())
    return {choices[place].pk for place in places}


def counts(post):
    return [choice.vote_count for choice in Poll.objects.get(post=post).results]


def test_a_member_votes_changes_their_mind_and_takes_the_vote_back(club, post):
    member = make_member(club)
    post.vote(member, keys(post, 0))
    post.vote(member, keys(post, 0))  # a double click
    assert counts(post) == [1, 0]
    post.vote(member, keys(post, 1))
    assert counts(post) == [0, 1]
    post.vote(member, set())
    assert counts(post) == [0, 0]


def test_one_choice_or_several(club, post):
    member = make_member(club)
    with pytest.raises(Refused, match="하나만"):
        post.vote(member, keys(post, 0, 1))
    several = write(club, allows_several=True)
    several.vote(member, keys(several, 0, 1))
    assert counts(several) == [1, 1]
    assert several.poll.voter_count == 1


def test_a_choice_of_another_poll_is_none_of_this_one(club, post):
    other = write(club)
    with pytest.raises(Refused, match="없는 보기"):
        post.vote(club.president, keys(other, 0))
    assert not Vote.objects.exists()


def test_only_members_vote(club, post):
    with pytest.raises(Refused, match="부원만"):
        post.vote(make_user(), keys(post, 0))


def test_nobody_votes_once_it_is_closed(club, post):
    member = make_member(club)
    post.vote(member, keys(post, 0))
    with pytest.raises(Refused, match="글쓴이와 운영진만"):
        post.close_poll(member)
    post.close_poll(club.president)
    post.close_poll(club.president)
    with pytest.raises(Refused, match="마감"):
        post.vote(member, keys(post, 1))
    assert counts(post) == [1, 0]


def test_a_vote_tells_the_open_pages_and_a_repeated_one_does_not(club, post, published):
    with published() as events:
        post.vote(club.president, keys(post, 0))
        post.vote(club.president, keys(post, 0))
    assert events == [(club.channel, f"poll-{post.pk}-changed")]


@pytest.mark.parametrize("anonymous", [True, False])
def test_who_voted_is_told_unless_the_poll_is_anonymous(club, client, anonymous):
    post = write(club, is_anonymous=anonymous)
    voter = make_member(club, "몰래 고른 사람")
    post.vote(voter, keys(post, 1))
    for viewer in [club.president, make_member(club)]:
        client.force_login(viewer)
        page = client.get(post.get_absolute_url()).text
        part = client.get(reverse("clubs:post-poll", args=[club.slug, post.pk]), headers=PART).text
        assert ("몰래 고른 사람" in page) is ("몰래 고른 사람" in part) is not anonymous


def test_the_form_of_a_post_asks_and_its_page_takes_votes(club, client):
    client.force_login(club.president)
    fields = {"kind": "free", "title": "모임", "body": "골라요", "visibility": "members"}
    fields |= {"poll_question": "언제?", "poll_choices": "토요일\n\n 일요일 \n", "poll_days": "1"}
    assert client.post(reverse("clubs:post-new", args=[club.slug]), fields).status_code == 303
    post = Post.objects.get()
    assert [str(choice) for choice in post.poll.results] == ["토요일", "일요일"]
    ballot = reverse("clubs:post-poll", args=[club.slug, post.pk])
    answer = client.post(ballot, {"choice": [*keys(post, 1)]})
    assert (answer.status_code, answer.url) == (303, f"{post.get_absolute_url()}#poll")
    assert counts(post) == [0, 1]
    assert "내가 골랐어요" in client.get(post.get_absolute_url()).text
    assert client.post(ballot, {"choice": "x"}).status_code == 403
    client.post(ballot, {"choice": [*keys(post, 0)], "withdraw": "1"})
    assert counts(post) == [0, 0]


def test_a_wrong_poll_keeps_the_post_and_what_was_typed(club, client):
    client.force_login(club.president)
    fields = {"kind": "free", "title": "모임", "body": "골라요", "visibility": "members"}
    fields |= {"poll_question": "언제?", "poll_choices": "하나뿐"}
    page = client.post(reverse("clubs:post-new", args=[club.slug]), fields)
    assert page.status_code == 422
    assert "하나뿐" in page.text
    assert "두 개부터 열 개까지" in page.text
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("question", "choices", "field"),
    [
        ("언제?", "", "poll_choices"),
        ("", "토\n일", "poll_question"),
        ("언제?", "토\n토", "poll_choices"),
        ("언제?", "토\n ｔ\nT", "poll_choices"),
        ("언제?", "\n".join(map(str, range(11))), "poll_choices"),
        ("언제?", "가" * 61 + "\n나", "poll_choices"),
        ("가" * 101, "토\n일", "poll_question"),
    ],
)
def test_a_poll_that_cannot_be_asked_says_which_field_is_wrong(question, choices, field):
    form = PollForm({"poll_question": question, "poll_choices": choices, "poll_days": "3"})
    assert not form.is_valid()
    assert field in form.errors


def test_nothing_typed_is_no_poll():
    form = PollForm({"poll_question": " ", "poll_choices": "\n"})
    assert form.is_valid()
    assert form.poll() is None


def test_a_report_keeps_what_was_asked(post):
    assert "언제 모일까요?\n- 토요일\n- 일요일" in post.evidence_text


def test_the_union_sees_who_chose_what_once_it_has_said_why(club, client):
    post = write(club, is_anonymous=True)
    post.vote(make_member(club, "몰래 고른 사람"), keys(post, 1))
    case = post.report(make_user(), "spam").case
    type(case).objects.filter(pk=case.pk).update(created_at=timezone.now() - timedelta(days=8))
    client.force_login(make_staff())
    page = reverse("union:case", args=[case.pk])
    assert "몰래 고른 사람" not in client.get(page).text
    client.post(page, {"reason": "표를 조작했다는 신고가 들어왔어요"})
    assert "몰래 고른 사람" in client.get(page).text
