"""Mentions: handles and names after an @ in a message, and the notifications about them."""

from collections import Counter
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts import notification_kinds as kinds
from accounts.models import FormerHandle, Notification
from kclub.text.chat import find_mentions, with_names

CALLS_PER_HOUR = 60  # people whom one author's messages notify


class MessageMentions:
    """The part of a Message that mentions people."""

    _renamed_mentions = None  # not read yet

    @property
    def renamed_mentions(self):
        """{name as the text writes it: what that person is called today}, of those with another name.

        A handle stands as it was written where others have the same display name.
        """
        if self._renamed_mentions is None:
            read_renamed_mentions([self])
        return self._renamed_mentions

    @property
    def shown_text(self):
        """The text, with people called as they are today."""
        return with_names(self.text, self.renamed_mentions)

    def record_mentions(self, room):
        """Set `mentions` to the occupants whom the text mentions, and notify them."""
        self.mentions = mentioned_in(room, self.text)
        self.notify_mentioned(room, self.mentions.values())

    def notify_mentioned(self, room, usernames):
        """Notify these users that the message mentions them, but its author and who blocks them.

        Of more than CALLS_PER_HOUR by one author the others only find their names in the message.
        """
        if not usernames:
            return
        usernames = sorted(usernames)[: calls_left(self.author)]
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


def read_renamed_mentions(messages):
    """Set the `renamed_mentions` of all these messages by one query, or none if nobody is mentioned."""
    usernames = {username for message in messages for username in message.mentions.values()}
    names = names_of_today(usernames) if usernames else {}
    for message in messages:
        message._renamed_mentions = {
            written: names[username][0]
            for written, username in message.mentions.items()
            if username in names and written.casefold() not in map(str.casefold, names[username])
        }


def names_of_today(usernames):
    """Return {username: names that call the user}: the display name, then the handle.

    Of users whose display name nobody else has, it is the display name alone.
    """
    users = get_user_model().objects
    namesakes = users.filter(display_name_key=OuterRef("display_name_key")).exclude(
        pk=OuterRef("pk")
    )
    rows = users.filter(username__in=usernames).values_list(
        "username", "display_name", "handle", Exists(namesakes)
    )
    return {
        username: (name, handle) if has_namesakes else (name,)
        for username, name, handle, has_namesakes in rows
    }


def read_renamed_mentions_for_display(messages):
    """Set the `renamed_mentions` of messages from `for_display`, and of those they quote."""
    read_renamed_mentions([*messages, *filter(None, (each.reply_to for each in messages))])


def calls_left(author):
    """Return how many more people the author's messages may notify by their names this hour."""
    called = Notification.objects.filter(
        author=author,
        kind__in=[kinds.MENTION.name, kinds.MENTION_IN_DIRECT_ROOM.name],
        created_at__gt=timezone.now() - timedelta(hours=1),
    )
    return max(0, CALLS_PER_HOUR - called.count())


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
