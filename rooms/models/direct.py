"""Rooms of chosen people: nobody owns them, and nobody else hears anything of them."""

import secrets
from hashlib import blake2b

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from clubs.models import Membership
from kclub import live
from kclub.errors import Refused
from kclub.text.normalization import folded
from rooms.models.occupancies import Occupancy

MOST = 20  # people
NAMED = 4  # of them in the room's title
VERIFIED_ONLY = _("학교 메일을 인증하면 메시지를 보낼 수 있어요.")


class Direct:
    """The part of a Room that is for chosen people alone."""

    @property
    def is_direct(self):
        return self.kind == self.Kind.DIRECT

    @classmethod
    def talk(cls, user, others):
        """The Room of exactly `user` and `others`, with all of them in it.

        The same people have one room, however often it is begun; who has left it is in it again.
        Each who was not in it is told. Raises Refused to the unverified, for too many or nobody,
        and where one of them may not be written to.
        """
        user.ensure_verified(VERIFIED_ONLY)
        people = {user, *others}
        if not 2 <= len(people) <= MOST:
            raise Refused(_("한 명부터 열아홉 명까지 고를 수 있어요."))
        if (
            can_be_written_to_by(user).filter(pk__in=[one.pk for one in people]).count()
            < len(people) - 1
        ):
            raise Refused(_("고른 사람 가운데 메시지를 보낼 수 없는 사람이 있어요."))
        return cls._between(user, people)

    @classmethod
    @transaction.atomic
    def _between(cls, user, people):
        new = {"kind": cls.Kind.DIRECT, "slug": secrets.token_hex(8), "capacity": MOST}
        room, _new = cls.objects.get_or_create(people_key=key_of_people(people), defaults=new)
        room = room.lock()
        there = set(room.occupancies.values_list("user", flat=True))
        for one in sorted(people, key=lambda one: one.pk):
            if one.pk not in there:
                room.occupancies.create(user=one, read_up_to=room.last_change)
                room._tell(one, user)
        return room

    def _tell(self, one, by):
        live.publish(self.channel, event="occupants-changed")
        if one != by:
            sentence = gettext_noop("%(by)s님이 나와 대화를 시작했어요.")
            one.notify(sentence, self.get_absolute_url(), by=by.display_name)

    def ensure_heard(self, author):
        """Raise Refused where nobody is left in this direct room who hears from `author`."""
        others = self.occupancies.exclude(user=author).values("user")
        if not get_user_model().objects.filter(pk__in=others).reachable_by(author).exists():
            raise Refused(_("지금은 이 대화에 들을 사람이 없어요."))


def key_of_people(people):
    """What is the same for the same people, and for no others."""
    keys = " ".join(sorted(str(one.pk) for one in people))
    return blake2b(keys.encode(), digest_size=16).hexdigest()


def can_be_written_to_by(user):
    """The users to whom the user may write: students on terms with them."""
    students = get_user_model().objects.verified().filter(is_active=True)
    return students.reachable_by(user).exclude(pk=user.pk)


def acquaintances(user, name=""):
    """Of those, who shares a club or a room with the user, and whose name holds `name`."""
    clubs = Membership.objects.of(user).values("club")
    rooms = Occupancy.objects.of(user).values("room")
    in_club = Membership.objects.filter(user=OuterRef("pk"), club__in=clubs)
    in_room = Occupancy.objects.filter(user=OuterRef("pk"), room__in=rooms)
    known = can_be_written_to_by(user).filter(Q(Exists(in_club)) | Q(Exists(in_room)))
    if sought := folded(name):
        known = known.filter(display_name_key__contains=sought)
    return known.order_by("display_name", "pk")


def name_for(user, rooms):
    """Call each direct one of `rooms` as the user knows it: by the names of the others."""
    direct = {room.pk: room for room in rooms if room.is_direct}
    if not direct:
        return
    people = {pk: [] for pk in direct}
    others = Occupancy.objects.filter(room__in=direct).exclude(user=user).order_by("pk")
    for pk, name in others.values_list("room", "user__display_name"):
        people[pk].append(name)
    for pk, names in people.items():
        direct[pk].name = title_of(names)


def title_of(names):
    """What a direct room with these others in it is called."""
    more = f" +{len(names) - NAMED}" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
