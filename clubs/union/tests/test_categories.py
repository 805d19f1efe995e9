"""Categories of clubs, as the union keeps them."""

import pytest
from django.urls import reverse

from clubs.models import Category
from tests.factories import make_category, make_club, make_staff, make_user

pytestmark = pytest.mark.django_db
CATEGORIES = "/union/categories/"
SENT = {"name": "공연", "name_en": "Stage", "slug": "stage", "position": "3"}


def address(category, name="category"):
    return reverse(f"union:{name}", args=[category.pk])


@pytest.fixture
def staff(client):
    client.force_login(make_staff())


def test_only_the_union_keeps_categories(client):
    category = make_category("공연")
    client.force_login(make_user())
    for url in [CATEGORIES, address(category), address(category, "category-delete")]:
        assert client.post(url, SENT).status_code == 403
    assert [str(each) for each in Category.objects.all()] == ["공연"]


def test_a_category_is_added_and_offered_to_founders(client, staff):
    assert client.post(CATEGORIES, SENT).url == CATEGORIES
    page = client.get(reverse("clubs:club-new")).text
    assert "공연" in page


@pytest.mark.parametrize(
    ("wrong", "kept"),
    [
        ({"name": ""}, "Stage"),
        ({"name": "가" * 21}, "가" * 21),
        ({"name_en": ""}, "공연"),
        ({"slug": "무 대"}, "무 대"),
        ({"position": "-1"}, "공연"),
        ({"position": "첫째"}, "공연"),
    ],
)
def test_a_category_that_cannot_be_is_sent_back_with_what_was_typed(client, staff, wrong, kept):
    response = client.post(CATEGORIES, SENT | wrong)
    assert response.status_code == 422
    assert f'value="{kept}"' in response.text
    assert response.text.count('aria-invalid="true"') == 1
    assert not Category.objects.exists()


@pytest.mark.parametrize("same", ["name", "slug"])
def test_two_categories_share_neither_name_nor_address(client, staff, same):
    client.post(CATEGORIES, SENT)
    other = {"name": "운동", "name_en": "Sport", "slug": "sport", "position": "4"}
    assert client.post(CATEGORIES, other | {same: SENT[same]}).status_code == 422
    assert Category.objects.count() == 1


def test_a_category_is_renamed_and_its_clubs_stay_in_it(client, staff):
    club = make_club()
    page = client.get(address(club.category)).text
    assert f'value="{club.category.name}"' in page
    assert "분야 고치기" in page
    client.post(address(club.category), SENT)
    club.refresh_from_db()
    assert club.category.name == "공연"
    assert Category.objects.count() == 1


def test_categories_stand_in_the_order_of_their_positions(client, staff):
    last, first = make_category("가나"), make_category("하하")
    Category.objects.filter(pk=last.pk).update(position=5)
    assert list(client.get(CATEGORIES).context["categories"]) == [first, last]


def test_only_an_empty_category_offers_to_be_deleted(client, staff):
    club, empty = make_club(), make_category("빈 분야")
    page = client.get(CATEGORIES).text
    assert address(empty, "category-delete") in page
    assert address(club.category, "category-delete") not in page
    assert "동아리 1개" in page


def test_an_empty_category_is_deleted_and_not_found_again(client, staff):
    url = address(make_category("빈 분야"), "category-delete")
    assert client.get(url).status_code == 405
    assert [client.post(url).status_code for _click in range(2)] == [303, 404]


def test_a_category_with_a_closed_club_stays_and_the_reason_is_said(client, staff):
    club = make_club()
    club.archive(make_staff(), "활동이 끝났어요")
    response = client.post(address(club.category, "category-delete"))
    assert response.status_code == 409
    assert "이 분야에 동아리가 있어요" in response.text


def test_a_category_has_its_english_name_on_english_pages(client):
    club = make_club(category=make_category("봉사"))
    page = client.get(club.get_absolute_url(), headers={"Accept-Language": "en"}).text
    assert "봉사 (en)" in page
    assert "봉사 (en)" not in client.get(club.get_absolute_url()).text


@pytest.mark.parametrize("count", [3, 30])
def test_the_categories_cost_the_same_at_any_length(
    client, staff, django_assert_max_num_queries, count
):
    for n in range(count):
        make_category(f"분야 {n}")
    client.get(CATEGORIES)
    with django_assert_max_num_queries(9):  # session with user, categories; tabs, frame
        client.get(CATEGORIES)
