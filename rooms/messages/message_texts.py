"""What was said, for those who want to see it in pushes to their devices."""

from urllib.parse import parse_qs, urlsplit

from accounts import notification_kinds as kinds
from accounts.notification_groups import groups_by_slug, message_texts
from kclub.shortcuts import parse_number
from rooms.messages.models.messages import Message

OF_MESSAGES = {kinds.MENTION.name, kinds.MENTION_IN_DIRECT_ROOM.name}


@message_texts.register(order=10)
def add_texts(groups):
    """Set the text of the groups that lead to a message, as it is now, and to new ones of a person."""
    for slug, each in groups_by_slug(groups, "rooms").items():
        for group in each:
            message = message_of(group.newest, slug)
            group.text = message.excerpt if message else ""


def message_of(notification, slug):
    """Return the Message a notification in the room of this slug is about, or None."""
    messages = Message.objects.published().filter(room__slug=slug)
    if notification.kind in OF_MESSAGES:
        number = parse_number(parse_qs(urlsplit(notification.url).query).get("at", [""])[0])
        return messages.filter(number=number).first()
    if notification.kind == kinds.DIRECT_MESSAGE.name:
        return messages.filter(author=notification.author).order_by("-number").first()
    return None
