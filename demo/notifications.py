"""Notifications of the past; people have read those that verbs made."""

from django.db.models import F

from accounts.models import Notification

stored = set()  # keys of those of the past


def store_notifications(moments):
    """Store (moment, Notification) pairs as if each had been made at its moment."""
    pairs = list(moments)
    made = Notification.objects.bulk_create(notification for _moment, notification in pairs)
    for (moment, _unsaved), notification in zip(pairs, made, strict=True):
        notification.created_at = moment
    Notification.objects.bulk_update(made, ["created_at"], batch_size=200)
    stored.update(notification.pk for notification in made)


def mark_read():
    """Mark as read the notifications that the verbs of the models have made, and mail none."""
    made_by_verbs = Notification.objects.exclude(pk__in=stored)
    made_by_verbs.update(read_at=F("created_at"), mail_due_at=None)
