"""My profile: the page and its form."""

import pytest

from accounts.tests.browsing import browser_of
from tests.factories import make_application, make_club, make_member, make_post, make_user


@pytest.mark.parametrize(
    "path",
    ["/accounts/email/", "/accounts/password/change/", "/accounts/sessions/", "/accounts/2fa/"],
)
def test_my_pages_are_for_who_is_signed_in_verified_or_not(me, path):
    for user in [me, make_user(verified=False)]:
        assert browser_of(user).get(path).status_code == 200
    answer = browser_of(None).get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=")


def test_my_page_shows_where_i_stand(mine, me):
    joined, asked = make_club("필름로그"), make_club("알고리듬")
    make_application(joined, me).approve(by=joined.president)
    make_application(asked, me)
    declined = make_application(make_club("새벽세시"), me)
    declined.reject(by=declined.club.president, note="3월에 또 모집해요")
    make_post(joined, me, title="첫 출사")
    page = mine.get("/me/").text
    for words in ["필름로그", "부원", "알고리듬", "심사 중", "다음에 만나요", "첫 출사"]:
        assert words in page
    assert "3월에 또 모집해요" in page
    assert "부원이 됐어요" in page
    assert declined.get_absolute_url() in page
    assert "글 1개, 댓글 0개" in page


def test_my_page_costs_the_same_with_many_rows(mine, me, django_assert_max_num_queries):
    costs = []
    for rows in [2, 8]:
        for _n in range(rows):
            club = make_member(make_club(), None).memberships.get().club
            club.admit(me)
            make_application(make_club(), me)
            make_post(club, me)
        with django_assert_max_num_queries(20) as queries:
            mine.get("/me/")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_i_can_change_my_name_words_and_language(mine, me):
    typed = {"display_name": " 서연 ", "handle": "seoyeon", "bio": "안녕", "locale": "en"}
    answer = mine.post("/me/edit/", typed)
    assert (answer.status_code, answer.url) == (303, "/me/")
    me.refresh_from_db()
    assert (me.display_name, me.handle, me.bio) == ("서연", "seoyeon", "안녕")
    assert answer.cookies["django_language"].value == "en"


def test_a_refused_form_changes_nothing_and_keeps_what_was_typed(mine, me):
    typed = {"display_name": "SEOYEON", "handle": "SeoYeon", "bio": "가" * 501}
    answer = mine.post("/me/edit/", typed)
    assert answer.status_code == 422
    assert 'value="SEOYEON"' in answer.text
    assert 'value="SeoYeon"' in answer.text
    me.refresh_from_db()
    assert (me.display_name, me.handle) == ("이서연", "이서연")


def test_only_what_the_form_shows_can_be_changed(mine, me):
    typed = {"display_name": "서연", "handle": me.handle, "is_staff": "on"}
    mine.post("/me/edit/", typed | {"email": "x@saebom.example", "username": "x"})
    me.refresh_from_db()
    assert me.display_name == "서연"
    assert not me.is_staff
    assert me.email != "x@saebom.example"


def test_a_name_that_is_longer_than_it_looks_is_told_to_be_shorter(mine):
    answer = mine.post("/me/edit/", {"display_name": "ﷺ" * 7, "bio": ""})
    assert answer.status_code == 422
    assert "너무 길어요. 조금 줄여 주세요." in answer.text
