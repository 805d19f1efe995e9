"""Clubs, applications and posts on the profile pages of accounts."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_application,
    make_club,
    make_member,
    make_officer,
    make_post,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
ME = "/me/"


def profile_of(person):
    return reverse("accounts:person", args=[person.username])


def test_somebody_new_is_led_to_the_clubs(client, user):
    client.force_login(user)
    page = client.get(ME).text
    assert "아직 들어간 동아리가 없어요. 마음 가는 곳부터 둘러보세요." in page
    assert "동아리 게시판에 쓴 글이 여기에 모여요." in page
    assert "내 지원" not in page


def test_each_membership_shows_the_rank(client, club):
    for member, rank in [
        (club.president, "회장"),
        (make_officer(club), "운영진"),
        (make_member(club), "부원"),
    ]:
        client.force_login(member)
        assert f'<span class="badge ok">{rank}</span>' in client.get(ME).text
        client.force_login(make_user())
        assert f'<span class="badge">{rank}</span>' in client.get(profile_of(member)).text


def test_a_closed_club_is_on_my_page_with_its_status_and_on_no_other(client):
    club = make_club("문 닫은 모임")
    member = make_member(club)
    club.suspend(make_staff(), "회계를 확인하고 있어요")
    client.force_login(member)
    page = client.get(ME).text
    assert "문 닫은 모임" in page
    assert '<span class="badge">정지</span>' in page
    client.force_login(make_user())
    assert "문 닫은 모임" not in client.get(profile_of(member)).text


def test_a_club_one_has_left_is_on_the_page_no_more(client, club):
    member = make_member(club)
    club.leave(member)
    client.force_login(member)
    assert club.name not in client.get(ME).text


def test_applications_and_drafts_are_seen_by_their_writer_alone(client, user):
    applied, begun = make_club("지원한 곳"), make_club("쓰다 만 곳")
    make_application(applied, user)
    begun.save_draft(user, "안녕하세요")
    client.force_login(user)
    page = client.get(ME).text
    assert "지원한 곳" in page
    assert "쓰다 만 곳" in page
    assert '<span class="badge">쓰는 중</span>' in page
    client.force_login(make_staff())
    page = client.get(profile_of(user)).text
    assert "지원한 곳" not in page
    assert "쓰다 만 곳" not in page


def test_the_reason_of_a_rejection_stands_on_the_applicants_page(client, club):
    application = make_application(club)
    application.reject(by=club.president, note="이번에는 자리가 모자라요")
    client.force_login(application.applicant)
    assert "“이번에는 자리가 모자라요”" in client.get(ME).text


def test_posts_are_counted_without_the_deleted_and_shown_newest_first(client, club):
    member = make_member(club)
    posts = [make_post(club, member, title=f"글 제목 {n}") for n in range(7)]
    posts[6].delete_by(member)
    for _each in range(2):
        posts[0].comment(member, "댓글")
    posts[0].comment(member, "지운 댓글").delete_by(member)
    client.force_login(member)
    page = client.get(ME).text
    assert "글 6개, 댓글 2개" in page
    assert "글 제목 5" in page
    assert page.index("글 제목 5") < page.index("글 제목 1")
    assert "글 제목 0" not in page  # the sixth
    assert "글 제목 6" not in page


def test_posts_of_a_person_are_not_gathered_for_others(client, club):
    member = make_member(club)
    make_post(club, member, title="혼잣말")
    client.force_login(club.president)
    assert "혼잣말" not in client.get(profile_of(member)).text


@pytest.mark.parametrize("count", [3, 15])
def test_my_page_costs_the_same_with_few_clubs_and_with_many(
    client, user, django_assert_max_num_queries, count
):
    for _each in range(count):
        club = make_club()
        club.admit(user)
        make_post(club, user)
        make_application(make_club(), user)
    client.force_login(user)
    client.get(ME)
    with django_assert_max_num_queries(16):
        client.get(ME)
