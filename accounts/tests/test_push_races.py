"""Devices that are turned on at the same moment."""

from functools import partial

import pytest
from django.utils import timezone

from accounts.models import Notification, PushDelivery, PushSubscription
from accounts.push.fan_out import fan_out
from accounts.push.sender import PushSender
from tests.factories import DEVICE, make_device, make_kind, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_device_turned_on_twice_is_one():
    me = make_user()
    first, second = at_once(partial(make_device, me, **DEVICE), partial(make_device, me, **DEVICE))
    assert first == second
    assert me.push_subscriptions.count() == 1


def test_a_browser_belongs_to_one_of_two_who_turn_it_on():
    people = [make_user(), make_user()]
    at_once(*(partial(make_device, user, **DEVICE) for user in people))
    assert PushSubscription.objects.count() == 1


def test_nobody_has_more_devices_than_there_may_be():
    me = make_user()
    for _ in range(9):
        make_device(me)
    at_once(*(partial(make_device, me) for _ in range(3)))
    assert me.push_subscriptions.count() == 10


def test_two_who_fan_out_make_one_delivery_of_each():
    me = make_user(quiet_from=0, quiet_until=0)
    make_device(me)
    me.notify(make_kind("새 글"), "/")
    Notification.objects.update(push_due_at=timezone.now())
    assert sorted(at_once(fan_out, fan_out)) == [0, 1]
    assert PushDelivery.objects.count() == 1


def test_what_was_on_its_way_never_reaches_who_uses_the_browser_now(push_service):
    me = make_user(quiet_from=0, quiet_until=0)
    device = make_device(me, **push_service.device("lab").form)
    me.notify(make_kind("비밀"), "/")
    Notification.objects.update(push_due_at=timezone.now())
    fan_out()
    PushSubscription.objects.filter(pk=device.pk).update(user=make_user())
    PushSender().send_all()
    assert push_service.tries == 0
    assert not PushDelivery.objects.exists()
