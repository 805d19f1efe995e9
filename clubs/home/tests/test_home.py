from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import SchoolDomain
from clubs.board.tests.test_posts import EVIL, cost
from clubs.events.tests.test_events import make_event
from clubs.models import Application, Club
from tests.factories import (
    make_application,
    make_category,
    make_club,
    make_member,
    make_post,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db


def closing(days, **fields):
    return make_club(recruiting_until=timezone.localdate() + timedelta(days=days), **fields)


def test_strangers_see_the_front_page_with_real_clubs(client):
    closing(2, name="새벽세시")
    make_club("아직 아니에요", opened=False)
    SchoolDomain.objects.create(name="saebom.example")
    page = client.get("/").text
    assert "동아리 1곳" in page
    assert "모집 중 D-2" in page
    assert "@saebom.example" in page
    assert "아직 아니에요" not in page


def test_a_school_without_clubs_has_a_front_page(client):
    page = client.get("/").text
    assert "동아리 0곳" in page
    assert "곧 마감해요" not in page


def test_clubs_close_in_the_order_of_their_deadlines(client, user):
    later, today, over = closing(3), closing(0), closing(-1)
    make_club().admit(user)  # without a deadline
    client.force_login(user)
    response = client.get("/")
    assert list(response.context["closing"]) == [today, later]
    assert "오늘 마감" in response.text
    assert over.name not in response.text


def test_somebody_new_is_told_what_to_do_next(client, user):
    client.force_login(user)
    page = client.get("/").text
    assert "아직 들어간 동아리가 없어요" in page
    assert "동아리 찾기" in page


def test_the_unverified_are_led_to_their_mail(client):
    client.force_login(make_user(verified=False))
    assert "학교 메일을 인증하면" in client.get("/").text


def test_a_post_one_may_not_see_is_no_place_in_the_feed(client, user):
    mine, secret = make_club(), make_post(make_club())
    mine.admit(user)
    newer = make_post(mine)
    client.force_login(user)
    assert newer in client.get("/", {"before": secret.pk}).context["posts"]


def test_the_feed_holds_posts_of_my_and_followed_clubs(client, user):
    mine, followed, other = make_club(), make_club(), make_club()
    mine.admit(user)
    followed.follow(user)
    inside = make_post(mine, title="우리 글")
    public = make_post(followed, title="소식", visibility="public")
    make_post(followed, title="그들끼리")
    make_post(other, title="남의 글", visibility="public")
    client.force_login(user)
    assert list(client.get("/").context["posts"]) == [public, inside]


def test_deleted_posts_and_closed_clubs_leave_the_feed(client, club):
    member = make_member(club)
    make_post(club, title="지운 글").delete_by(club.president)
    suspended = make_club()
    suspended.admit(member)
    make_post(suspended, title="정지된 곳의 글")
    Club.objects.filter(pk=suspended.pk).update(status=Club.Status.SUSPENDED)
    client.force_login(member)
    assert client.get("/").context["posts"] == []


def test_the_feed_goes_on_below_the_last_post(client, club, settings):
    settings.POSTS_PER_PAGE = 2
    moment = timezone.now()
    posts = [make_post(club, title=f"글 {n}", created_at=moment) for n in range(5)]
    client.force_login(club.president)
    seen, page = [], client.get("/")
    while True:
        seen += page.context["posts"]
        if not page.context["more"]:
            break
        page = client.get("/", {"before": seen[-1].pk})
    assert seen == posts[::-1]


@pytest.mark.parametrize("before", ["", "abc", "-1", "0", "²", "9" * 18, "9" * 5000])
def test_a_feed_below_nothing_is_the_feed(client, club, before):
    post = make_post(club)
    client.force_login(club.president)
    response = client.get("/", {"before": before})
    assert response.status_code == 200
    assert response.context["posts"] == [post]


def test_htmx_gets_more_posts_alone(client, club):
    first, second = make_post(club, title="처음"), make_post(club, title="다음")
    client.force_login(club.president)
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    text = client.get("/", {"before": second.pk}, headers=headers).text
    assert first.title in text
    assert second.title not in text
    assert "<main" not in text


def test_todays_events_are_counted_and_the_next_ones_listed(client, club):
    midday = timezone.localtime().replace(hour=12, minute=0)
    make_event(club, title="오늘 출사", starts_at=midday)
    make_event(club, title="밤샘", starts_at=midday - timedelta(hours=20),
               ends_at=midday.replace(hour=1))  # fmt: skip
    make_event(club, title="내일 출사", starts_at=midday + timedelta(days=1))
    make_event(make_club(), title="남의 출사", starts_at=midday, public=True)
    client.force_login(make_member(club))
    response = client.get("/")
    assert "오늘 모임이 2개 있어요" in response.text
    assert "내일 출사" in response.text
    assert "남의 출사" not in response.text


def test_names_stay_text(client):
    club = closing(2, summary=EVIL[:60], name=EVIL[:40])
    member = make_member(club, EVIL[:50])
    make_event(club, title=EVIL[:60], hours=0.1)
    for user in [None, member]:
        if user:
            client.force_login(user)
        page = client.get("/").text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("signed_in", [True, False])
def test_home_costs_the_same_with_3_of_everything_and_with_30(client, user, settings, signed_in):
    settings.POSTS_PER_PAGE = 50
    if signed_in:
        client.force_login(user)
    costs = []
    for more in [3, 27]:
        for n in range(more):
            club = closing(n)
            club.admit(user)
            make_post(club)
            make_event(club, hours=n + 1)
            make_event(club, hours=0.1)
        costs.append(cost(client, "/"))
    assert costs[0] == costs[1] <= (18 if signed_in else 6)


def test_the_union_hears_of_clubs_that_wait(client, user):
    make_club(opened=False)
    client.force_login(make_staff())
    assert "새 동아리 1곳이 연합회를 기다려요" in client.get("/").text
    client.force_login(user)
    assert "기다려요" not in client.get("/").text


def test_offers_stand_before_other_undecided_applications(client, user):
    offered = make_application(make_club(), user)
    ends = timezone.now() + timedelta(days=1)
    user.applications.update(status=Application.Status.OFFERED, offer_ends_at=ends)
    waiting = make_application(make_club(), user)
    rejected = make_application(make_club(), user)
    rejected.reject(rejected.club.president)
    make_application(make_club())  # of somebody else
    client.force_login(user)
    response = client.get("/")
    assert response.context["applications"] == [offered, waiting]
    assert "까지 받을 수 있어요" in response.text


def test_more_applications_than_home_shows_are_a_step_away(client, user):
    for _number in range(4):
        make_application(make_club(), user)
    client.force_login(user)
    response = client.get("/")
    assert len(response.context["applications"]) == 3
    assert f'href="{reverse("accounts:profile")}">더 보기' in response.text


def test_only_events_of_the_next_seven_days_stand_above_the_feed(client, club):
    soon = make_event(club, title="이번 출사", hours=30)
    make_event(club, title="먼 출사", hours=24 * 8)
    client.force_login(make_member(club))
    assert client.get("/").context["this_week"] == [soon]


def test_somebody_new_sees_what_recruits_and_in_which_categories(client, user):
    make_club("언제나", category=make_category("공연"))
    closing(2, name="이틀 뒤", category=make_category("운동"))
    make_category("빈 분야")
    client.force_login(user)
    response = client.get("/")
    assert [club.name for club in response.context["closing"]] == ["이틀 뒤", "언제나"]
    assert "모집 중 D-2" in response.text
    assert "빈 분야" not in response.text
    assert "공연</a>" in response.text


def test_a_member_is_not_told_how_to_begin(client, club):
    client.force_login(make_member(club))
    assert "아직 들어간 동아리가 없어요" not in client.get("/").text


def test_must_reads_beyond_three_are_folded(client, club):
    member = make_member(club)
    for number in range(5):
        make_post(club, title=f"꼭 {number}", kind="notice", must_read_at=timezone.now())
    client.force_login(member)
    page = client.get("/").text
    assert "2개 더 보기" in page
    assert all(f"꼭 {number}</a>" in page for number in range(5))


def test_following_clubs_is_not_having_one(client, user):
    followed = make_club()
    followed.follow(user)
    post = make_post(followed, title="소식", visibility="public")
    client.force_login(user)
    response = client.get("/")
    assert "아직 들어간 동아리가 없어요" in response.text
    assert response.context["posts"] == [post]
