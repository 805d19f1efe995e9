"""Notifications of the past; people have read those that verbs made."""

from django.db.models import F

from accounts.models import Notification

ADMITTED = "%(club)s에 가입됐어요. 첫인사를 남겨 보세요."
COMMENTED = "%(by)s님이 내 글에 댓글을 남겼어요."


def store_notifications(moments):
    """Store (moment, Notification) pairs as if each had been made at its moment."""
    pairs = list(moments)
    made = Notification.objects.bulk_create(notification for _moment, notification in pairs)
    for (moment, _unsaved), notification in zip(pairs, made, strict=True):
        notification.created_at = moment
    Notification.objects.bulk_update(made, ["created_at"], batch_size=200)


def mark_read():
    """Mark as read the notifications that the verbs of the models have made."""
    made_by_verbs = Notification.objects.exclude(sentence__in=[ADMITTED, COMMENTED])
    made_by_verbs.update(read_at=F("created_at"))
