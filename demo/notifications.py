"""What people have been told; what verbs told them in the past they have read."""

from django.db.models import F

from accounts.models import Notification

ADMITTED = "%(club)s에 가입됐어요. 첫인사를 남겨 보세요."
COMMENTED = "%(by)s님이 내 글에 댓글을 남겼어요."


def tell(moments):
    """Store (moment, Notification) pairs as if each had been made at its moment."""
    pairs = list(moments)
    made = Notification.objects.bulk_create(notification for _moment, notification in pairs)
    for (moment, _unsaved), notification in zip(pairs, made, strict=True):
        notification.created_at = moment
    Notification.objects.bulk_update(made, ["created_at"], batch_size=200)


def mark_read():
    """Mark as read whatever the verbs of the models have told people."""
    told = Notification.objects.exclude(sentence__in=[ADMITTED, COMMENTED])
    told.update(read_at=F("created_at"))
