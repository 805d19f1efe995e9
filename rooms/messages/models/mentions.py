"""Mentions: handles and names after an @ in a message, and the notifications about them."""

from collections import Counter

from django.contrib.auth import get_user_model

from accounts import notification_kinds as kinds
from accounts.models import FormerHandle, Notification
from kclub.text.chat import find_mentions


class MessageMentions:
    """The part of a Message that mentions people."""

    def record_mentions(self, room):
        """Set `mentions` to the occupants whom the text mentions, and notify them."""
        self.mentions = mentioned_in(room, self.text)
        self.notify_mentioned(room, self.mentions.values())

    def notify_mentioned(self, room, usernames):
        """Notify these users that the message mentions them, but its author and who blocks them."""
        if not usernames:
            return
        people = get_user_model().objects.filter(username__in=usernames)
        people = people.exclude(pk=self.author_id)
        # The name of a direct room is different for each viewer.
        kind = kinds.MENTION_IN_DIRECT_ROOM if room.is_direct else kinds.MENTION
        told = {"about": self, "author": self.author}
        by, url = self.author.display_name, self.get_absolute_url()
        people.notify(kind, url, **told, by=by, room=room.names)

    def notify_newly_mentioned(self, room, earlier):
        """Notify those whom an edit has added to the `earlier` usernames, each but once."""
        added = set(self.mentions.values()) - set(earlier)
        calls = Notification.objects.filter(
            user__username__in=added,
            url=self.get_absolute_url(),
            sentence__in=[kinds.MENTION.sentence, kinds.MENTION_IN_DIRECT_ROOM.sentence],
        )
        self.notify_mentioned(
            room, added.difference(calls.values_list("user__username", flat=True))
        )


def mentioned_in(room, text, earlier=None):
    """Return which occupants of the room `text` mentions: {handle or name as it writes it: username}.

    A handle means who has it, or had it until lately; a display name means who alone has it here.
    The `earlier` mentions of a message that is edited mean whom they meant, renamed or not.
    """
    if "@" not in text:
        return {}
    people = room.occupancies.exclude(user__verified_at=None)
    rows = people.values_list("user__display_name", "user__handle", "user__username")
    names = Counter(name.casefold() for name, _handle, _username in rows)
    former = FormerHandle.objects.held().filter(user__in=people.values("user"))
    called = {
        **{name: username for name, _, username in rows if names[name.casefold()] == 1},
        **dict(former.order_by("given_up_at").values_list("handle", "user__username")),
        **{handle: username for _, handle, username in rows},
    }
    called = {name.casefold(): username for name, username in called.items()}
    for name, username in (earlier or {}).items():
        called[name.casefold()] = username
    return find_mentions(text, called)
