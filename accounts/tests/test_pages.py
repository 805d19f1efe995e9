"""My page, other people's, and notifications."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Notification, User
from kclub.live.channels import may_listen
from tests.factories import make_application, make_club, make_member, make_post, make_user


def browser_of(user):
    browser = Client()
    if user:
        browser.force_login(user)
    return browser


@pytest.fixture
def me(db):
    return make_user("이서연")


@pytest.fixture
def mine(me):
    return browser_of(me)


# Who may


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


@pytest.mark.parametrize(
    "path",
    ["login/", "signup/", "confirm-email/", "password/reset/", "password/reset/done/", "inactive/"],
)
def test_the_way_in_is_open_to_strangers(db, path):
    assert browser_of(None).get(f"/accounts/{path}").status_code == 200


def test_people_are_shown_to_students_and_to_themselves(me):
    other = make_user("김민재", bio="필름을 좋아해요")
    newcomer = make_user(verified=False)
    for viewer, status in [(me, 200), (other, 200), (newcomer, 403), (None, 302)]:
        page = browser_of(viewer).get(f"/people/{other.username}/")
        assert page.status_code == status
        assert ("필름을 좋아해요" in page.text) == (status == 200)
        assert other.email not in page.text
    assert browser_of(newcomer).get(f"/people/{newcomer.username}/").status_code == 200
    assert browser_of(me).get("/people/nobody22/").status_code == 404
    User.objects.filter(pk=other.pk).update(is_active=False)
    assert browser_of(me).get(f"/people/{other.username}/").status_code == 404


def test_a_person_is_shown_in_open_clubs_only(mine):
    other = make_user()
    open_club, waiting = make_club("필름로그"), make_club("비밀 모임", opened=False)
    open_club.admit(other)
    waiting.admit(other)
    page = mine.get(f"/people/{other.username}/").text
    assert "필름로그" in page
    assert "비밀 모임" not in page


# My page


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
    answer = mine.post("/me/edit/", {"display_name": " 서연 ", "bio": "안녕", "locale": "en"})
    assert (answer.status_code, answer.url) == (303, "/me/")
    me.refresh_from_db()
    assert (me.display_name, me.display_name_key, me.bio) == ("서연", "서연", "안녕")
    assert answer.cookies["django_language"].value == "en"


def test_my_own_name_is_not_taken_but_others_are(mine, me):
    make_user("Seo Yeon")
    assert mine.post("/me/edit/", {"display_name": "이서연"}).status_code == 303
    answer = mine.post("/me/edit/", {"display_name": "SEOYEON", "bio": "가" * 501})
    assert answer.status_code == 422
    assert "누가 이미 쓰는 이름이에요" in answer.text
    assert "SEOYEON" in answer.text
    me.refresh_from_db()
    assert me.display_name == "이서연"


def test_only_what_the_form_shows_can_be_changed(mine, me):
    mine.post("/me/edit/", {"display_name": "서연", "is_staff": "on", "email": "x@saebom.example"})
    me.refresh_from_db()
    assert not me.is_staff
    assert me.email != "x@saebom.example"


# Notifications


def test_looking_at_notifications_reads_none(mine, me):
    me.notify("%(club)s에 가입됐어요. 첫인사를 남겨 보세요.", "/clubs/x/", club="필름로그")
    page = mine.get("/notifications/").text
    assert "필름로그에 가입됐어요. 첫인사를 남겨 보세요." in page
    assert "오늘" in page
    assert me.notifications.unread().count() == 1


def test_opening_one_reads_it_and_goes_there(mine, me):
    first, second = (me.notify("새 글", f"/clubs/{n}/") for n in "ab")
    answer = mine.post(f"/notifications/{first.pk}/read/")
    assert (answer.status_code, answer.url) == (303, "/clubs/a/")
    assert list(me.notifications.unread()) == [second]


def test_all_are_read_at_once(mine, me):
    me.notify("새 글", "/")
    assert mine.post("/notifications/read/").url == "/notifications/"
    assert not me.notifications.unread().exists()


def test_they_are_grouped_by_day(mine, me):
    for days in [0, 1, 3, 30]:
        notification = me.notify(f"{days}일", "/")
        moment = timezone.now() - timedelta(days=days)
        Notification.objects.filter(pk=notification.pk).update(created_at=moment)
    me.notifications.update(read_at=timezone.now())
    page = mine.get("/notifications/")
    assert [day for day, each in page.context["days"]] == ["오늘", "어제", "지난 7일", "그전"]


def test_the_bell_counts_what_is_unread_and_hears_of_more(mine, me, published):
    with published() as events:
        me.notify("새 글", "/")
    assert events == [(f"user:{me.pk}", "notifications-changed")]
    assert '<span class="n">1</span>' in mine.get("/me/badges/").text


def test_the_inbox_costs_the_same_with_many_rows(mine, me, django_assert_num_queries):
    for rows in [3, 25]:
        for n in range(rows):
            me.notify("새 글", f"/{n}/")
        mine.get("/notifications/")
        with django_assert_num_queries(len(INBOX_QUERIES)):
            mine.get(
                "/notifications/", headers={"HX-Request": "true", "HX-Request-Type": "partial"}
            )


INBOX_QUERIES = ["session with its user", "how many", "this page of them"]


def test_the_stream_is_my_own_channel(me):
    assert may_listen(me, me.channel)
    assert not may_listen(make_user(), me.channel)
    assert not may_listen(None, me.channel)


def test_a_name_that_is_longer_than_it_looks_is_told_to_be_shorter(mine):
    answer = mine.post("/me/edit/", {"display_name": "ﷺ" * 7, "bio": ""})
    assert answer.status_code == 422
    assert "너무 길어요. 조금 줄여 주세요." in answer.text
