"""Notifications: reading them, the bell and its stream."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Notification
from kclub.live.channels import may_listen
from tests.factories import make_user


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
