"""What a device is told: a sentence in its reader's language, and where it leads."""

import json
from base64 import urlsafe_b64encode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from accounts.notification_groups import NotificationGroup, message_texts, notification_targets
from accounts.notification_kinds import KINDS, Group

DAY = 24 * 60 * 60  # seconds
MAX_TITLE_LENGTH = 150
MAX_BODY_LENGTH = 250
MAX_PATH_LENGTH = 1000  # all in all less than the 3 kB that every push service takes


def payload(notification, user):
    """Return the JSON of a push about a Notification and earlier unread ones like it, as bytes."""
    alike = user.notifications.up_to(notification).unread()
    group = NotificationGroup(list(alike) or [notification])
    notification_targets.call([group])
    if user.push_shows_text:
        message_texts.call([group])
    language = user.locale or settings.LANGUAGE_CODE
    with translation.override(language):
        told = {
            "title": str(group)[:MAX_TITLE_LENGTH],
            "body": body_of(group, user)[:MAX_BODY_LENGTH],
            "lang": language,
            "tag": tag_of(notification),
            "page": notification.url[:MAX_PATH_LENGTH],
            "opens": reverse("accounts:notification", args=[notification.pk]),
        }
    return json.dumps(told, ensure_ascii=False).encode()


def body_of(group, user):
    """Return what stands below the sentence: what was written, or else where.

    What people say to each other is left out unless the user wants to see it on the device.
    """
    if is_talk(group.newest) and not user.push_shows_text:
        return "" if group.place in str(group) else group.place
    return group.text or group.detail


def headers(notification):
    """Return the headers of RFC 8030: how long it is worth something, how urgent, what it replaces."""
    return {
        "TTL": str(DAY),
        "Urgency": "high" if is_talk(notification) else "normal",
        "Topic": tag_of(notification),
    }


def is_talk(notification):
    """Whether it is about what somebody has said to its reader."""
    kind = KINDS.get(notification.kind)
    return kind is not None and kind.group == Group.TALK


def tag_of(notification):
    """Return 32 letters that are the same for one page, and tell a push service nothing about it."""
    digest = salted_hmac("accounts.push.payload", notification.page, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:24]).decode()
