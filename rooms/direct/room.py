"""Direct rooms: rooms of chosen people, which nobody owns and nobody else knows of."""

import secrets
from hashlib import blake2b

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Notification
from kclub import live
from kclub.errors import Refused
from rooms.direct.people import reachable_by

MAX_PEOPLE = 20  # in one direct room
VERIFIED_ONLY = _("학교 메일을 인증하면 메시지를 보낼 수 있어요.")


class DirectRoom:
    """The part of a Room that is for chosen people alone."""

    @property
    def is_direct(self):
        return self.kind == self.Kind.DIRECT

    @classmethod
    def open_direct(cls, user, others):
        """Return the Room of exactly `user` and `others`, with all of them in it.

        The same people have one room, however often it is opened; a person who had left it is added
        again and notified. Raises Refused for the unverified, for too many people or nobody, and if
        the user may not write to one of them.
        """
        user.ensure_verified(VERIFIED_ONLY)
        people = {user, *others}
        if not 2 <= len(people) <= MAX_PEOPLE:
            raise Refused(_("한 명부터 열아홉 명까지 고를 수 있어요."))
        reachable = reachable_by(user).filter(pk__in=[person.pk for person in people])
        if reachable.count() < len(people) - 1:
            raise Refused(_("고른 사람 가운데 메시지를 보낼 수 없는 사람이 있어요."))
        return cls._open_direct(user, people)

    @classmethod
    @transaction.atomic
    def _open_direct(cls, user, people):
        fields = {"kind": cls.Kind.DIRECT, "slug": secrets.token_hex(8), "capacity": MAX_PEOPLE}
        room, _new = cls.objects.get_or_create(people_key=people_key(people), defaults=fields)
        room = room.lock()
        present = set(room.occupancies.values_list("user", flat=True))
        for person in sorted(people, key=lambda person: person.pk):
            if person.pk not in present:
                room.occupancies.create(user=person, read_up_to=room.last_change)
                room._announce(person, user)
        return room

    def _announce(self, person, by):
        live.publish(self.channel, event="occupants-changed")
        if person != by:
            told = {"about": self, "author": by, "by": by.display_name}
            person.notify(kinds.DIRECT_ROOM, self.get_absolute_url(), **told)

    def notify_away(self, message):
        """Notify who is away of a new message, once until they read what is in the room."""
        told = Notification.objects.about(self).unread().of_kind(kinds.DIRECT_MESSAGE)
        here = self.occupancies.present().values("user")
        people = get_user_model().objects.filter(occupancies__room=self)
        people = people.exclude(pk__in=here).exclude(pk__in=told.values("user"))
        people = people.exclude(username__in=message.mentions.values())
        author, url = message.author, self.get_absolute_url()
        people.notify(kinds.DIRECT_MESSAGE, url, about=self, author=author, by=author.display_name)

    def ensure_has_readers(self, author):
        """Raise Refused if nobody in this direct room would read messages of `author`."""
        others = self.occupancies.exclude(user=author).values("user")
        if not get_user_model().objects.filter(pk__in=others).reachable_by(author).exists():
            raise Refused(_("지금은 이 대화에 들을 사람이 없어요."))


def people_key(people):
    """Return a key that is the same for the same people, and for no others."""
    keys = " ".join(sorted(str(person.pk) for person in people))
    return blake2b(keys.encode(), digest_size=16).hexdigest()
