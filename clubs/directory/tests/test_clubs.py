"""A club's page, founding and describing one, following, the races of names."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Club, Membership
from kclub.errors import Conflict
from tests.factories import (
    make_application,
    make_category,
    make_club,
    make_officer,
    make_post,
    make_staff,
    make_user,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def url(name, club, *more):
    return reverse(f"clubs:{name}", args=[club.slug, *more])


def founding(**fields):
    """What the form sends to found a club."""
    return {
        "name": "숨 참기",
        "summary": "물속에서 조용히",
        "category": make_category().pk,
        "emoji": "🤿",
        "hue": 5,
        "pattern": "dot",
        "description": "",
        "join_mode": "application",
    } | fields


def editing(club, **fields):
    """What the form sends to change a club."""
    return (
        founding(
            summary=club.summary,
            tags=club.tags,
            place="",
            meets="",
            fee="",
            recruiting_from="",
            recruiting_until="",
            seats="",
        )
        | fields
    )


# Founding


def test_a_new_club_waits_for_the_union_and_shows_so_to_its_founder(client, user):
    client.force_login(user)

    response = client.post("/clubs/new/", founding())

    club = Club.objects.get(name="숨 참기")
    assert (response.status_code, response.url) == (303, "/clubs/%EC%88%A8-%EC%B0%B8%EA%B8%B0/")
    assert club.status == Club.Status.SUBMITTED
    assert club.president == user
    assert club.is_run_by(user)
    assert "연합회가 확인하고 있어요" in client.get(response.url).text
    client.force_login(make_user())
    assert client.get(response.url).status_code == 404


@pytest.mark.parametrize("typed", ["필름로그", "  필름 로그 ", "ＦＩＬＭ", "film"])
def test_a_taken_name_is_a_fields_error_even_while_that_club_waits(client, user, typed):
    make_club("필름로그", opened=False)
    make_club("Film")
    client.force_login(user)

    response = client.post("/clubs/new/", founding(name=typed))

    assert response.status_code == 422
    assert response.context["form"].errors["name"] == [
        "이미 있는 이름이에요. 다른 이름을 골라 주세요."
    ]
    assert Club.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("\u3164", "보이는 글자로 적어 주세요."), ("ﷺ" * 6, "너무 길어요. 조금 줄여 주세요.")],
)
def test_a_name_that_is_longer_or_shorter_than_it_looks_is_refused(client, user, typed, sentence):
    client.force_login(user)
    response = client.post("/clubs/new/", founding(name=typed))
    assert response.status_code == 422
    assert response.context["form"].errors["name"] == [sentence]


def test_a_similar_name_is_asked_about_once(client, user):
    make_club("필름로그")
    client.force_login(user)

    first = client.post("/clubs/new/", founding(name="필름로그북"))
    assert first.status_code == 422
    assert "비슷한 이름이 있어요: 필름로그" in first.text
    assert '<input type="hidden" name="sure" value="필름로그북"' in first.text

    other = client.post("/clubs/new/", founding(name="필름로그인", sure="필름로그북"))
    assert other.status_code == 422

    assert (
        client.post("/clubs/new/", founding(name="필름로그북", sure="필름로그북")).status_code
        == 303
    )


@pytest.mark.parametrize(
    ("name", "similar"),
    [
        ("필름로그", True),
        ("필름로구", True),
        ("새벽 필름로그", True),
        ("테니스", False),
        ("필", False),
    ],
)
def test_similar_names_hold_each_other_or_share_most_letters(name, similar):
    club = make_club("필름로그")

    assert Club.objects.open().similar_to(name) == ([club] if similar else [])


def test_founding_twice_is_founding_once(client, user):
    client.force_login(user)

    first = client.post("/clubs/new/", founding())
    second = client.post("/clubs/new/", founding())

    assert first.url == second.url
    assert Club.objects.count() == 1


def test_the_unverified_found_no_clubs(client):
    client.force_login(make_user(verified=False))

    assert client.get("/clubs/new/").status_code == 403
    assert client.post("/clubs/new/", founding()).status_code == 403
    assert not Club.objects.exists()


def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(client, user):
    client.force_login(user)

    response = client.post("/clubs/new/", founding(summary="", hue="9"))

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"summary", "hue"}
    assert 'value="숨 참기"' in response.text
    assert "<title>오류:" in response.text


def test_no_slug_is_taken_for_a_page(user):
    assert Club.found(user, name="new", category=make_category()).slug == "new-2"
    assert Club.found(user, name="🤿", category=make_category()).slug == "club"


# Describing


def test_officers_change_what_the_club_says(client, club):
    client.force_login(make_officer(club))

    response = client.post(
        url("club-edit", club),
        editing(club, summary="한 달에 한 롤", tags="#초보 환영, 사진,, 사진"),
    )

    club.refresh_from_db()
    assert response.status_code == 303
    assert club.summary == "한 달에 한 롤"
    assert club.tags == "초보 환영, 사진"
    assert club.tag_list == ["초보_환영", "사진"]
    assert club in Club.objects.matching("초보환영")


def test_an_open_club_keeps_its_name(client, club):
    client.force_login(club.president)

    client.post(url("club-edit", club), editing(club, name="다른 이름"))

    assert not Club.objects.filter(name="다른 이름").exists()


@pytest.mark.parametrize("emoji", ["가", "🌱🌱", "<b>"])
def test_a_club_is_drawn_with_one_emoji(emoji, client, club):
    client.force_login(club.president)
    assert client.post(url("club-edit", club), editing(club, emoji=emoji)).status_code == 422
    assert client.post(url("club-edit", club), editing(club, emoji="♟️")).status_code == 303


def test_a_returned_club_is_changed_and_submitted_again(client, user):
    club = make_club("숨참기", president=user, opened=False)
    club.send_back(by=make_staff(), reason="소개를 조금 더 써 주세요.")
    client.force_login(user)
    assert "소개를 조금 더 써 주세요." in client.get(url("club", club)).text
    assert "소개를 조금 더 써 주세요." in client.get(url("club-edit", club)).text

    client.post(url("club-edit", club), editing(club, name="깊은 숨"))

    club.refresh_from_db()
    assert (club.status, club.name) == (Club.Status.SUBMITTED, "깊은 숨")
    assert club in Club.objects.matching("ㄱㅇㅅ")


def test_a_returned_club_takes_no_name_of_another(user):
    make_club("필름로그")
    club = make_club("숨참기", president=user, opened=False)

    with pytest.raises(Conflict, match="이미 있는 이름"):
        club.edit(name="필름 로그")

    assert Club.objects.get(pk=club.pk).name == "숨참기"


# The page


def test_the_page_says_what_the_club_is(client):
    until = timezone.localdate() + timedelta(days=5)
    club = make_club(
        "필름로그", description="# 안녕\n\n**필름** <script>", place="211호", recruiting_until=until
    )
    officer = make_officer(club, "정유나")
    Membership.objects.filter(user=officer).update(title="암실 담당")
    make_post(club, title="누구나 보는 글", visibility="public")
    make_post(club, title="부원만 보는 글", visibility="members")

    page = client.get(url("club", club)).text

    for text in [
        "<strong>필름</strong>",
        "211호",
        "정유나",
        "암실 담당",
        "모집 중 D-5",
        "누구나 보는 글",
    ]:
        assert text in page
    assert "부원만 보는 글" not in page
    assert "<script>" not in page.split("<main")[1]


@pytest.mark.parametrize("count", [3, 30])
def test_the_page_costs_the_same_for_any_club(client, django_assert_num_queries, count):
    club = make_club(seats=12)
    for _ in range(count):
        make_officer(club)
        make_post(club, visibility="public")
        make_application(club)
    client.force_login(make_user())
    client.get(url("club", club))

    # session and user, club; member?, applicant?, follower?, banned?, how many members; blocks, posts,
    # events, pictures, FAQ, officers, applicants; seats: newcomers, offers; the frame: my clubs, unread
    # notifications and rooms
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get(url("club", club))


DETAIL_QUERIES = 19


def test_to_htmx_the_page_is_the_button_alone(client, club):
    response = client.get(url("club", club), headers=PART)

    assert "<html" not in response.text
    assert "로그인" in response.text
    assert 'hx-target="#join-bar"' in response.text
    assert '<hx-partial hx-target="#member-count">1명</hx-partial>' in response.text


# Races


@pytest.mark.django_db(transaction=True)
def test_of_two_founders_with_one_name_one_gets_it():
    category = make_category()
    founders = [make_user(), make_user()]

    results = at_once(
        *[
            lambda user=user: Club.found(user, name="숨 참기", category=category)
            for user in founders
        ]
    )

    assert Club.objects.count() == 1
    assert {type(result) for result in results} == {Club, Conflict}


@pytest.mark.django_db(transaction=True)
def test_many_clicks_found_one_club():
    category, user = make_category(), make_user()

    founded = at_once(*[lambda: Club.found(user, name="숨 참기", category=category)] * 4)

    assert len({club.pk for club in founded}) == 1


@pytest.mark.django_db(transaction=True)
def test_clubs_whose_names_make_one_slug_found_at_once_have_an_address_each():
    category = make_category()
    named = {f"숨 참기{mark}": make_user() for mark in ["", "!", "?", "♥", "~"]}

    founded = at_once(
        *[
            lambda user=user, name=name: Club.found(user, name=name, category=category)
            for name, user in named.items()
        ]
    )

    assert len({club.slug for club in founded}) == 5


def test_more_clubs_go_below_those_before(client, settings):
    settings.CLUBS_PER_PAGE = 2
    for name in ["가람", "나비", "다온", "라온", "마루"]:
        make_club(name)
    page = reverse("clubs:clubs")
    more = {**PART, "HX-Target": "nav#more"}
    first = client.get(page, {"sort": "name"}).text
    assert 'hx-target="#more"' in first
    second = client.get(page, {"sort": "name", "page": "2"}, headers=more)
    assert "다온" in second.text
    assert "가람" not in second.text
    assert "앞쪽" not in second.text
    assert "HX-Push-Url" not in second.headers  # a reload shows the list from its beginning
    assert "앞쪽" in client.get(page, {"sort": "name", "page": "2"}).text
