"""Mentions: names after an @ in a message, and the notifications about them."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_noop

from kclub.text.chat import find_mentions


class MessageMentions:
    """The part of a Message that mentions people."""

    def record_mentions(self, room):
        """Set `mentions` to the occupants whom the text mentions, and notify them."""
        self.mentions = mentioned_in(room, self.text)
        if not self.mentions:
            return
        people = get_user_model().objects.filter(username__in=self.mentions.values())
        people = people.exclude(pk=self.author_id)
        sentence = gettext_noop("%(by)s님이 %(room)s에서 나를 불렀어요.")
        if room.is_direct:  # its name is different for each viewer
            sentence = gettext_noop("%(by)s님이 대화에서 나를 불렀어요.")
        told = {"about": self, "author": self.author}
        by, url = self.author.display_name, self.get_absolute_url()
        people.notify(sentence, url, **told, by=by, room=room.name)


def mentioned_in(room, text):
    """Return which occupants of the room `text` mentions: {display name: username}."""
    if "@" not in text:
        return {}
    people = room.occupancies.exclude(user__verified_at=None)
    return find_mentions(text, dict(people.values_list("user__display_name", "user__username")))
