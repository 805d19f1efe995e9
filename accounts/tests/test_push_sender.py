"""Pushes to devices: what is due goes to a real push service that is not always well."""

import socket
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import Notification, PushDelivery, PushSubscription
from accounts.notification_kinds import Group
from accounts.push import client, payload
from accounts.push.fan_out import fan_out
from accounts.push.sender import PushSender
from tests.factories import make_club, make_device, make_kind, make_user

pytestmark = pytest.mark.django_db(transaction=True)
NOTICE = make_kind("%(club)s에 공지가 올라왔어요.", group=Group.NOTICES)


@pytest.fixture
def me():
    return make_user("이서연", quiet_from=0, quiet_until=0)


@pytest.fixture
def phone(me, push_service):
    return make_device(me, **push_service.device("phone").form)


def tell(user, url="/clubs/x/board/1/", **params):
    return user.notify(NOTICE, url, **{"club": "필름로그", **params})


def send(sender=None):
    """Let all that waits be due, and deliver it."""
    Notification.objects.exclude(push_due_at=None).update(push_due_at=timezone.now())
    return (sender or PushSender()).send_all()


def later(**age):
    return time_machine.travel(timezone.now() + timedelta(**age))


def test_a_device_shows_the_sentence_and_leads_to_the_page(me, phone, push_service):
    told = tell(me, "/clubs/x/board/1/#c3", excerpt="이번 주 출사")
    assert timedelta(0) < told.push_due_at - timezone.now() <= timedelta(seconds=5)
    send()
    [push] = push_service.taken
    assert push.told == {
        "title": "필름로그에 공지가 올라왔어요.",
        "body": "이번 주 출사",
        "lang": "ko",
        "tag": push.headers["Topic"],
        "page": "/clubs/x/board/1/#c3",
        "opens": f"/notifications/{told.pk}/",
    }
    assert (push.headers["TTL"], push.headers["Urgency"]) == ("86400", "normal")
    assert PushDelivery.objects.get().sent_at
    phone.refresh_from_db()
    assert timezone.now() - phone.last_used_at < timedelta(minutes=1)


def test_nothing_goes_out_before_it_is_due_nor_twice(me, phone, push_service):
    tell(me)
    PushSender().send_all()
    assert push_service.taken == []
    for _again in range(2):
        send()
    assert len(push_service.taken) == 1


def test_it_goes_to_each_device_of_its_reader_and_to_nobody_else(me, phone, push_service):
    make_device(me, **push_service.device("laptop").form)
    make_device(make_user(), **push_service.device("stranger").form)
    tell(me)
    send()
    assert sorted(push.device for push in push_service.taken) == ["laptop", "phone"]


def test_a_rolled_back_notification_is_not_pushed(me, phone, push_service):
    with transaction.atomic():
        tell(me)
        transaction.set_rollback(True)
    send()
    assert push_service.taken == []


def test_who_has_no_device_costs_nothing(me):
    assert tell(me).push_due_at is None


def test_without_keys_nothing_is_pushed(me, phone, settings):
    settings.VAPID_PRIVATE_KEY = ""
    assert tell(me).push_due_at is None
    sender = PushSender()
    sender.start()
    assert sender.thread is None


@pytest.mark.parametrize("moment", ["before it is due", "on its way"])
@pytest.mark.parametrize("change", ["read", "retracted", "suspended", "no student", "logged out"])
def test_what_changed_meanwhile_counts(me, phone, push_service, moment, change):
    club = make_club()
    told = me.notify(NOTICE, club.get_absolute_url(), about=club, club=club.names)
    if moment == "on its way":
        Notification.objects.update(push_due_at=timezone.now())
        fan_out()
        assert PushDelivery.objects.count() == 1
    match change:
        case "read":
            me.notifications.read()
        case "retracted":
            club.retract_notifications()
        case "suspended":
            type(me).objects.filter(pk=me.pk).update(is_active=False)
        case "no student":
            me.unverify()
        case "logged out":
            phone.session.delete()
    send()
    assert push_service.taken == []
    assert not PushDelivery.objects.exclude(due_at=None).exists()
    assert not Notification.objects.filter(pk=told.pk).exclude(push_due_at=None).exists()


def test_what_happens_in_quiet_hours_is_pushed_when_they_end(me, phone):
    me.quiet_from, me.quiet_until = 23, 8
    me.save()
    with time_machine.travel("2026-11-27 02:00:00+09:00", tick=False):
        told = tell(me)
    assert timezone.localtime(told.push_due_at).hour == 8


def test_several_about_one_page_replace_each_other(me, phone, push_service):
    kind = make_kind("%(by)s님이 내 글을 좋아해요.", group=Group.LIKES)
    for by in ("박봄이", "김하나"):
        me.notify(kind, "/clubs/x/board/1/#like", by=by)
        send()
    tell(me, "/clubs/x/board/2/")
    send()
    first, second, other = push_service.taken
    assert second.told["title"] == "김하나님 외 1명이 내 글을 좋아해요."
    assert first.told["tag"] == second.told["tag"] != other.told["tag"]
    assert len(first.headers["Topic"]) == 32


def test_several_at_one_moment_are_one_push(me, phone, push_service):
    kind = make_kind("%(by)s님이 내 글을 좋아해요.", group=Group.LIKES)
    for by in ("박봄이", "김하나", "이두리"):
        me.notify(kind, "/clubs/x/board/1/", by=by)
    send()
    assert push_service.titles() == ["이두리님 외 2명이 내 글을 좋아해요."]


def test_a_push_is_in_the_language_of_its_reader(me, phone, push_service):
    me.locale = "en"
    me.save()
    me.notify(kinds.COMMENT, "/", by="박봄이")
    Notification.objects.update(push_due_at=timezone.now())
    send()
    [push] = push_service.taken
    assert (push.told["title"], push.told["lang"]) == ("박봄이 commented on your post.", "en")


def test_the_longest_push_is_small_enough_for_every_service(me):
    long = make_kind("%(club)s", group=Group.NOTICES)
    told = me.notify(long, f"/{'%ED%9E%A3' * 88}", club="힣" * 3000, excerpt='"' * 3000)
    assert len(payload.payload(told, me)) <= 3000


# A push service that is not well -----------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten(me, phone, push_service, status):
    push_service.answers["phone"] = (status, {})
    tell(me)
    send()
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("status", [400, 403, 413, 301])
def test_what_is_refused_is_marked_and_not_tried_again(me, phone, push_service, status):
    push_service.answers["phone"] = (status, {"Location": f"{push_service.origin}/elsewhere"})
    tell(me)
    send()
    with later(days=1):
        PushSender().send_all()
    delivery = PushDelivery.objects.get()
    assert delivery.failed_at
    assert delivery.error.startswith(str(status))
    assert (delivery.due_at, push_service.tries) == (None, 1)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_cannot_go_now_is_tried_again_for_a_day(me, phone, push_service, status):
    push_service.answers["phone"] = (status, {})
    tell(me)
    send()
    delivery = PushDelivery.objects.get()
    assert timedelta(seconds=40) < delivery.due_at - timezone.now() < timedelta(seconds=80)
    push_service.answers.clear()
    with later(minutes=2):
        PushSender().send_all()
    assert push_service.titles() == ["필름로그에 공지가 올라왔어요."]


def test_after_a_day_it_is_given_up(me, phone, push_service):
    push_service.answers["phone"] = (503, {})
    tell(me)
    send()
    with later(hours=25):
        PushSender().send_all()
    assert PushDelivery.objects.get().failed_at


@pytest.mark.parametrize(("asked", "seconds"), [("600", 600), ("999999999", 6 * 60 * 60)])
def test_a_service_that_asks_to_wait_is_left_alone_so_long(me, phone, push_service, asked, seconds):
    push_service.answers["phone"] = (429, {"Retry-After": asked})
    tell(me)
    send()
    wait = PushDelivery.objects.get().due_at - timezone.now()
    assert abs(wait.total_seconds() - seconds) < 60


def test_a_retry_after_may_be_a_date():
    with time_machine.travel("2026-11-27 02:00:00+00:00", tick=False):
        assert client.retry_after("Fri, 27 Nov 2026 02:10:00 GMT") == timedelta(minutes=10)
        assert client.retry_after("Fri, 27 Nov 2026 01:10:00 GMT") == timedelta()
    assert client.retry_after("soon") == timedelta()


def test_a_hanging_service_keeps_nothing_else_back(me, phone, push_service, settings, monkeypatch):
    monkeypatch.setattr(client, "TIMEOUT", 0.3)
    with type(push_service)() as other:
        settings.PUSH_SERVICES = [push_service.origin, other.origin]
        push_service.mood = "hanging"
        people = [make_user(quiet_from=0, quiet_until=0) for _ in range(3)]
        for number, user in enumerate(people):
            make_device(user, **push_service.device(f"phone{number}").form)
            make_device(user, **other.device(f"laptop{number}").form)
            tell(user)
        sender = PushSender()
        send(sender)
        assert len(other.taken) == 3
        assert push_service.tries == 1  # then its others wait
        push_service.mood = "up"
        sender.pauses.clear()
        with later(minutes=2):
            send(sender)
        assert len(push_service.taken) == 3


def test_a_service_that_is_known_no_more_is_sent_nothing(me, phone, push_service, settings):
    settings.PUSH_SERVICES = ["fcm.googleapis.com"]
    tell(me)
    send()
    assert push_service.tries == 0
    assert PushDelivery.objects.get().failed_at


def test_a_burst_goes_over_one_connection_that_may_be_closed_meanwhile(me, phone, push_service):
    sender = PushSender()
    for page in range(5):
        tell(me, f"/{page}/")
    Notification.objects.update(push_due_at=timezone.now())
    sender.work()
    [connection] = sender.client.connections.values()
    connection.sock.shutdown(socket.SHUT_RDWR)  # as a service does with one that is idle
    tell(me, "/6/")
    send(sender)
    assert len(push_service.taken) == 6


def test_five_hundred_are_told_by_as_many_statements_as_one(
    me, phone, django_assert_max_num_queries
):
    people = [make_user(quiet_from=0, quiet_until=0) for _ in range(30)]
    for user in people:
        make_device(user)
    users = type(me).objects.filter(pk__in=[user.pk for user in people])
    with django_assert_max_num_queries(6):
        users.notify(NOTICE, "/", club="필름로그")
    Notification.objects.update(push_due_at=timezone.now())
    with django_assert_max_num_queries(6):
        assert fan_out() == 30
    assert PushDelivery.objects.count() == 30
