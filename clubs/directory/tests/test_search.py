"""Finding a club: words, first consonants, filters, orders, pages."""

from datetime import timedelta
from unicodedata import normalize

import pytest
from django.utils import timezone

from clubs.models import Club, Membership
from tests.factories import make_category, make_club, make_member, make_user

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def names(text):
    return [club.name for club in Club.objects.matching(text).by_name()]


def listed(response):
    return [club.name for club in response.context["page"]]


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def clubs(db):
    make_club("필름로그", summary="한 달에 한 롤", tags="초보 환영, 카메라 대여")
    make_club("새벽세시", summary="시험 끝나는 날 공연하는 밴드")
    make_club("One Line", summary="하루 한 줄 쓰기")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("필름", ["필름로그"]),
        ("필름 로그", ["필름로그"]),
        ("로그 초보", ["필름로그"]),
        ("초보환영", ["필름로그"]),
        ("ㅍㄹㄹㄱ", ["필름로그"]),
        ("ㅍㄹㄺ", ["필름로그"]),  # what a keyboard makes of ㄹㄱ
        ("ㅍㄹ", ["필름로그"]),
        ("ㅅㅂ", ["새벽세시"]),
        ("필ㄹ", ["필름로그"]),  # half typed
        ("ㅍㄹ 카메라", ["필름로그"]),
        ("밴드", ["새벽세시"]),
        ("ONE line", ["One Line"]),
        ("ｏｎｅ", ["One Line"]),
        ("필", ["필름로그"]),  # one syllable is enough
        ("ㅍ", ["필름로그"]),
        (" 필름\t 로그 ", ["필름로그"]),
        (normalize("NFD", "필름"), ["필름로그"]),  # as a Mac writes file names
        (normalize("NFD", "ㅍㄹ 카메라"), ["필름로그"]),
        ("#초보_환영", ["필름로그"]),  # as a card shows it
        ("ㅅㅂ 밴드", ["새벽세시"]),
        ("한 롤 밴드", []),
        ("로그한", []),  # the end of the name and the beginning of the summary
        ("%", []),
        ("_", []),
        ("프리다이빙", []),
        ("", ["One Line", "새벽세시", "필름로그"]),
    ],
)
def test_words_and_first_consonants_find_clubs(clubs, text, found):
    assert names(text) == found


@pytest.fixture
def photo_clubs(db):
    photo, sport, other = map(make_category, ["사진·영상", "운동", "취미"])
    make_club(
        "마을기록",
        category=other,
        summary="동네를 찍어요",
        description="주말마다 사진 산책을 가요.",
    )
    make_club("빛모임", category=photo, summary="빛을 봐요")
    make_club("암실", category=other, summary="현상해요", tags="흑백, 필름 사진")
    make_club("사진반", category=other, summary="셔터를 눌러요")
    make_club("물살", category=sport, summary="수영해요")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("사진", ["사진반", "암실", "빛모임", "마을기록"]),  # name, tag, category, description
        ("사진을", ["사진반", "암실", "빛모임", "마을기록"]),
        ("사진 동아리가", ["사진반", "암실", "빛모임", "마을기록"]),
        ("사진동아리", ["사진반", "암실", "빛모임", "마을기록"]),
        ("포토", ["사진반", "암실", "빛모임", "마을기록"]),
        (normalize("NFD", "사진"), ["사진반", "암실", "빛모임", "마을기록"]),
        ("사진산책", ["마을기록"]),  # with other spaces
        ("사 진", ["사진반", "암실", "빛모임", "마을기록"]),
        ("ㅅㅈ", ["사진반", "암실", "빛모임"]),
        ("사ㅈ", ["사진반", "암실", "빛모임"]),
        ("운동", ["물살"]),
        ("스포츠", ["물살"]),
        ("ㅇㄷ", ["물살"]),
        ("동아리", ["마을기록", "물살", "빛모임", "사진반", "암실"]),
        ("사진 수영", []),
    ],
)
def test_the_list_finds_what_people_type_the_best_fit_first(client, photo_clubs, text, found):
    listed_clubs = listed(client.get("/clubs/", {"q": text}))

    assert sorted(listed_clubs) == sorted(found)
    if text.startswith("사진"):
        assert listed_clubs == found


def test_a_search_is_by_fit_unless_another_order_is_chosen(client, photo_clubs):
    assert "잘 맞는 순" in client.get("/clubs/?q=사진").text
    assert "잘 맞는 순" not in client.get("/clubs/").text
    by_deadline = listed(client.get("/clubs/?q=사진&sort=deadline"))
    assert by_deadline == ["마을기록", "빛모임", "사진반", "암실"]


def test_the_list_shows_open_clubs_only(client, db):
    make_club("활동 중")
    make_club("확인 중", opened=False)
    Club.objects.filter(pk=make_club("정지").pk).update(status=Club.Status.SUSPENDED)

    assert listed(client.get("/clubs/")) == ["활동 중"]


def test_category_recruiting_and_way_in_narrow_the_list(client, db):
    band, sport = make_category("밴드"), make_category("운동")
    make_club("밴드 가", category=band, recruiting_until=in_days(3))
    make_club("밴드 나", category=band, recruiting_until=in_days(-1))
    make_club("운동 다", category=sport, join_mode="open")
    make_club("운동 라", category=sport, join_mode="closed")

    def found(query):
        return sorted(listed(client.get(f"/clubs/?{query}")))

    assert found(f"category={band.slug}") == ["밴드 가", "밴드 나"]
    assert found("recruiting=1") == ["밴드 가", "운동 다"]
    assert found(f"recruiting=1&category={band.slug}") == ["밴드 가"]
    assert found("join=open") == ["운동 다"]


def test_each_filter_says_how_many_it_would_show_beside_the_others(client, db):
    band, sport = make_category("밴드"), make_category("운동")
    make_club("밴드 가", category=band, recruiting_until=in_days(3))
    make_club("밴드 나", category=band, recruiting_until=in_days(-1), join_mode="open")
    make_club("운동 다", category=sport, join_mode="open")
    make_club("운동 라", category=sport, join_mode="closed")

    def counts(query):
        return client.get(f"/clubs/?{query}").context["counts"]

    all_of_them = counts("")
    assert (all_of_them["all"], all_of_them["found"], all_of_them["recruiting"]) == (4, 4, 2)
    assert all_of_them["category"][band.slug] == 2
    assert all_of_them["join"] == {"": 4, "open": 2, "request": 1, "application": 0}
    bands = counts(f"category={band.slug}&recruiting=1")
    assert (bands["all"], bands["found"], bands["category"][sport.slug]) == (2, 1, 1)
    assert bands["join"] == {"": 1, "open": 0, "request": 1, "application": 0}
    assert counts("q=운동&join=open")["found"] == 1
    assert counts("q=nonsense")["all"] == 0


def test_the_list_is_filtered_by_standing_and_says_how_many_there_are(client, db):
    for name, standing in [("가", "regular"), ("나", "regular"), ("다", "provisional"), ("라", "")]:
        make_club(name).set_standing(standing)

    response = client.get("/clubs/?standing=regular")

    assert sorted(listed(response)) == ["가", "나"]
    assert response.context["counts"]["found"] == 2
    assert response.context["counts"]["standing"] == {"": 4, "regular": 2, "provisional": 1}
    assert sorted(listed(client.get("/clubs/?standing=royal"))) == ["가", "나", "다", "라"]


def test_a_card_says_as_what_the_club_is_registered(client, db):
    make_club("가").set_standing("provisional")
    cards = client.get("/clubs/").text.split('<ul class="clubs"')[1]
    assert "가동아리" in cards
    assert "정동아리" not in cards


def test_recruiting_means_the_same_to_the_database_and_to_a_club(db):
    for n, (start, end, mode, status) in enumerate(
        (start, end, mode, status)
        for start in [None, -1, 0, 1]
        for end in [None, -1, 0, 1]
        for mode in ["request", "closed"]
        for status in ["active", "dormant"]
    ):
        club = make_club(
            f"동아리 {n}",
            join_mode=mode,
            recruiting_from=start if start is None else in_days(start),
            recruiting_until=end if end is None else in_days(end),
        )
        Club.objects.filter(pk=club.pk).update(status=status)

    asked = {club.pk for club in Club.objects.recruiting()}

    assert asked == {club.pk for club in Club.objects.all() if club.is_recruiting}
    assert asked


def test_orders_are_by_deadline_by_activity_and_by_name(client, db):
    make_club("다 지났어요", recruiting_until=in_days(-2))
    make_club("나 상시")
    make_club("라 내일", recruiting_until=in_days(1))
    make_club("가 다음 주", recruiting_until=in_days(7))
    Club.objects.filter(name="나 상시").update(last_active_at=timezone.now() + timedelta(hours=1))

    assert listed(client.get("/clubs/")) == ["라 내일", "가 다음 주", "나 상시", "다 지났어요"]
    by_name = ["가 다음 주", "나 상시", "다 지났어요", "라 내일"]
    assert listed(client.get("/clubs/?sort=name")) == by_name
    assert listed(client.get("/clubs/?sort=active"))[0] == "나 상시"


def test_pages_are_links_that_keep_the_query(client, db, settings):
    settings.CLUBS_PER_PAGE = 2
    for n in range(5):
        make_club(f"사진 {n}")

    first = client.get("/clubs/?q=사진&category=&sort=name")

    assert listed(first) == ["사진 0", "사진 1"]
    assert "더 보기 (3곳 남음)" in first.text
    assert 'href="?q=%EC%82%AC%EC%A7%84&amp;sort=name&amp;page=2"' in first.text
    assert listed(client.get("/clubs/?q=사진&sort=name&page=3")) == ["사진 4"]


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "page=999", "sort=nonsense", "category=nonsense", "q=%23"],
)
def test_nonsense_in_the_query_is_passed_over(client, clubs, query):
    response = client.get(f"/clubs/?{query}")

    assert response.status_code == 200
    assert len(listed(response)) == 3


def test_a_long_search_is_for_all_of_it(client, clubs):
    response = client.get(f"/clubs/?q={'ㅍ' * 500}")
    assert (response.status_code, listed(response)) == (200, [])


def test_to_htmx_the_list_is_the_results_under_a_clean_address(client, clubs):
    response = client.get("/clubs/?q=필름&category=&join=&sort=", headers=PART)

    assert response["HX-Push-Url"] == "/clubs/?q=%ED%95%84%EB%A6%84"
    assert "<html" not in response.text
    assert "필름로그" in response.text
    assert "새벽세시" not in response.text


def test_an_empty_result_names_what_was_searched_and_leads_on(client, clubs):
    response = client.get("/clubs/?q=프리다이빙")

    assert "‘프리다이빙’ 동아리는 아직 없어요" in response.text
    assert 'href="/clubs/new/"' in response.text


@pytest.mark.parametrize(
    ("fields", "badge"),
    [
        ({"recruiting_until": 5}, "모집 중 D-5"),
        ({"recruiting_until": 0}, "오늘 마감"),
        ({"recruiting_until": -1}, "모집 마감"),
        ({"recruiting_from": 2}, "모집 예정"),
        ({}, "상시 모집"),
    ],
)
def test_a_card_says_how_long_the_club_recruits(client, db, fields, badge):
    make_club(**{name: in_days(days) for name, days in fields.items()})

    assert badge in client.get("/clubs/").text


@pytest.mark.parametrize("count", [3, 23])
def test_the_list_costs_the_same_at_any_length(
    client, db, settings, django_assert_num_queries, count
):
    settings.CLUBS_PER_PAGE = 30
    for _ in range(count):
        club = make_club(tags="사진")
        for _ in range(2):
            make_member(club)
    client.force_login(Membership.objects.first().user)
    client.get("/clubs/")

    # who, categories, how many of each kind, clubs, members; the frame: my clubs, unread
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/clubs/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/clubs/?q=사진을")


LIST_QUERIES = 8


def test_counts_are_of_members(client, db):
    club = make_club("필름로그")
    make_member(club)
    make_user()

    assert client.get("/clubs/").context["page"][0].member_count == 2
