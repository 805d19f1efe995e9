"""From notifications to devices: what is due becomes a delivery for each device of its reader."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from accounts.models import Notification, PushDelivery, PushSubscription

BATCH_SIZE = 500  # notifications of one transaction


@transaction.atomic
def fan_out():
    """Make deliveries of the notifications that are due. Return of how many notifications.

    None is made of what its reader has read meanwhile, nor for whom nobody may tell anything.
    """
    due = Notification.objects.filter(push_due_at__lte=timezone.now()).order_by("push_due_at")
    notifications = list(due.select_for_update()[:BATCH_SIZE])
    if not notifications:
        return 0
    devices = devices_by_user({each.user_id for each in notifications if each.read_at is None})
    PushDelivery.objects.bulk_create(
        PushDelivery(subscription=device, notification=notification)
        for notification in newest_of_each_thing(notifications)
        for device in devices[notification.user_id]
    )
    Notification.objects.filter(pk__in=[each.pk for each in notifications]).update(push_due_at=None)
    return len(notifications)


def newest_of_each_thing(notifications):
    """Return the newest of those that say the same to the same user about the same page."""
    things = {}
    for each in sorted(notifications, key=lambda each: each.pk):
        if each.read_at is None:
            things[each.user_id, each.sentence, each.page] = each
    return things.values()


def devices_by_user(keys):
    """Return {key of a user: PushSubscriptions} of those who may be told something."""
    devices = defaultdict(list)
    subscriptions = PushSubscription.objects.awake().filter(user__in=keys).select_related("user")
    for each in subscriptions:
        if each.user.is_active and each.user.is_verified:
            devices[each.user_id].append(each)
    return devices
