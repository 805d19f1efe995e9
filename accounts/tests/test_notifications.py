"""Notifications: reading them, the bell and its stream."""

from datetime import timedelta

from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification, User
from accounts.models.notifications import delete_old_notifications
from kclub.live.channels import may_listen
from tests.factories import make_kind, make_user


def test_looking_at_notifications_reads_none(mine, me):
    me.notify(kinds.MEMBERSHIP_STARTED, "/clubs/x/", club="필름로그")
    page = mine.get("/notifications/").text
    assert "필름로그에 가입됐어요. 첫인사를 남겨 보세요." in page
    assert "오늘" in page
    assert me.notifications.unread().count() == 1


def test_opening_one_reads_it_and_goes_there(mine, me):
    first, second = (me.notify(make_kind("새 글"), f"/clubs/{n}/") for n in "ab")
    answer = mine.post(f"/notifications/{first.pk}/read/")
    assert (answer.status_code, answer.url) == (303, "/clubs/a/")
    assert list(me.notifications.unread()) == [second]


def test_all_are_read_at_once(mine, me):
    me.notify(make_kind("새 글"), "/")
    assert mine.post("/notifications/read/").url == "/notifications/"
    assert not me.notifications.unread().exists()


def test_they_are_grouped_by_day(mine, me):
    for days in [0, 1, 3, 30]:
        notification = me.notify(make_kind(f"{days}일"), "/")
        moment = timezone.now() - timedelta(days=days)
        Notification.objects.filter(pk=notification.pk).update(created_at=moment)
    me.notifications.update(read_at=timezone.now())
    page = mine.get("/notifications/")
    assert [day for day, each in page.context["days"]] == ["오늘", "어제", "지난 7일", "그전"]


def test_the_bell_counts_what_is_unread_and_hears_of_more(mine, me, published):
    with published() as events:
        me.notify(make_kind("새 글"), "/")
    assert events == [(f"user:{me.pk}", "notifications-changed")]
    assert '<span class="n">1</span>' in mine.get("/me/badges/").text


def test_the_inbox_costs_the_same_with_many_rows(mine, me, django_assert_num_queries):
    for rows in [3, 25]:
        for n in range(rows):
            me.notify(make_kind("새 글"), f"/{n}/")
        mine.get("/notifications/")
        with django_assert_num_queries(len(INBOX_QUERIES)):
            mine.get(
                "/notifications/", headers={"HX-Request": "true", "HX-Request-Type": "partial"}
            )


INBOX_QUERIES = ["session with its user", "how many", "this page of them", "how many unread"]


def test_the_button_to_read_all_follows_the_open_page(mine, me):
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert "/notifications/read/" not in mine.get("/notifications/", headers=part).text
    me.notify(make_kind("새 글"), "/")
    answer = mine.get("/notifications/", headers=part).text
    assert "/notifications/read/" in answer.split('hx-target="#read-all"')[1]


def test_the_stream_is_my_own_channel(me):
    assert may_listen(me, me.channel)
    assert not may_listen(make_user(), me.channel)
    assert not may_listen(None, me.channel)


def test_another_s_notification_is_not_found_and_stays_unread(mine, me):
    theirs = make_user().notify(make_kind("새 글"), "/clubs/secret/")
    assert mine.post(f"/notifications/{theirs.pk}/read/").status_code == 404
    mine.post("/notifications/read/")
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_a_notification_read_twice_keeps_the_moment_it_was_first_read(mine, me):
    notification = me.notify(make_kind("새 글"), "/clubs/a/")
    mine.post(f"/notifications/{notification.pk}/read/")
    first = me.notifications.get().read_at
    assert mine.post(f"/notifications/{notification.pk}/read/").url == "/clubs/a/"
    assert me.notifications.get().read_at == first


def test_notifications_come_thirty_a_page_and_a_strange_page_is_still_one(mine, me):
    for n in range(31):
        me.notify(make_kind(f"{n}번째 소식"), "/")
    assert len(mine.get("/notifications/").context["page"]) == 30
    assert "0번째 소식" in mine.get("/notifications/?page=2").text
    for page, number in [("abc", 1), ("0", 2), ("99", 2), ("", 1)]:
        answer = mine.get("/notifications/", {"page": page})
        assert (answer.status_code, answer.context["page"].number) == (200, number)


def test_a_notification_is_not_read_by_following_a_link(mine, me):
    notification = me.notify(make_kind("새 글"), "/")
    for url in ["/notifications/read/", f"/notifications/{notification.pk}/read/"]:
        assert mine.get(url).status_code == 405
    assert me.notifications.unread().exists()


def test_names_in_notifications_are_never_markup(mine, me):
    me.notify(kinds.MEMBERSHIP_STARTED, "/", club="<script>alert(1)</script>")
    page = mine.get("/notifications/").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_notification_is_read_in_the_language_of_its_reader(mine, me):
    me.notify(kinds.MEMBERSHIP_STARTED, "/", club="Film Log")
    page = mine.get("/notifications/", headers={"accept-language": "en"}).text
    assert "Film Log" in page
    assert "가입됐어요" not in page


def test_many_users_are_told_at_once_each_on_their_own_channel(me, published):
    other = make_user()
    with published() as events:
        User.objects.filter(pk__in=[me.pk, other.pk]).notify(make_kind("새 글"), "/")
    assert sorted(events) == sorted((u.channel, "notifications-changed") for u in [me, other])
    assert [u.notifications.get().sentence for u in [me, other]] == ["새 글", "새 글"]


def test_an_empty_inbox_says_so_without_a_button_to_read_it(mine):
    page = mine.get("/notifications/")
    assert page.context["days"] == []
    assert "/notifications/read/" not in page.text


def test_the_unread_ones_can_be_seen_alone(mine, me):
    me.notify(make_kind("옛 소식"), "/a/")
    me.notifications.read()
    for n in range(40):
        me.notify(make_kind(f"{n}번째 소식"), f"/{n}/")
    page = mine.get("/notifications/?unread=1").text
    assert "39번째 소식" in page
    assert 'href="?unread=1&amp;page=2"' in page
    assert "옛 소식" not in mine.get("/notifications/?unread=1&page=2").text
    assert "옛 소식" in mine.get("/notifications/?page=2").text
    me.notifications.read()
    assert "모두 읽었어요" in mine.get("/notifications/?unread=1").text


def test_many_unread_ones_are_counted_no_further_than_shown(mine, me):
    Notification.objects.bulk_create(
        Notification(user=me, sentence="소식", url="/") for _ in range(150)
    )
    assert '<span class="n">99+</span>' in mine.get("/me/badges/").text


def test_what_was_told_90_days_ago_is_forgotten(me):
    old, recent = (me.notify(make_kind("소식"), "/") for _ in range(2))
    moment = timezone.now() - timedelta(days=90, minutes=1)
    Notification.objects.filter(pk=old.pk).update(created_at=moment)
    assert delete_old_notifications() == 1
    assert list(me.notifications.all()) == [recent]
