"""How a room is opened: part of Room."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub.db.slugs import save_at_free_slug
from kclub.errors import Refused
from kclub.text.normalization import normalized

RESERVED_SLUGS = {"new", "enter", "direct"}  # these addresses are other pages
REPEAT_WINDOW = timedelta(minutes=1)  # opening the room again in it is a second click


class RoomOpening:
    """The part of a Room that is opened."""

    @classmethod
    def open(cls, owner, name, password="", **fields):
        """Open a room with its owner in it. Return the Room.

        Opening it again within a minute returns the same Room. Raises Refused for the unverified,
        and for a club's room unless the owner is a member.
        """
        hashed = make_password(normalized(password)) if password else ""  # slow: before any lock
        room = cls(owner=owner, password=hashed, **fields)
        room.set_name(name)
        owner.ensure_verified(_("학교 메일을 인증하면 방을 열 수 있어요."))
        room.ensure_owner_may_write_in_club()
        room.ensure_has_password()
        return room._open()

    def ensure_owner_may_write_in_club(self):
        """Raise Refused unless the owner may write in the club that the room is for."""
        if self.kind == self.Kind.CLUB:
            sentence = _("내가 부원인 동아리에만 방을 열 수 있어요.")
            if not self.club:
                raise Refused(sentence)
            self.club.ensure_may_write(self.owner, sentence)

    @transaction.atomic
    def _open(self):
        self.owner.lock()  # so that the second of two clicks finds the room of the first
        since = timezone.now() - REPEAT_WINDOW
        repeated = (
            type(self)
            .objects.named(self.name)
            .filter(owner=self.owner, kind=self.kind, club=self.club, created_at__gt=since)
        )
        if room := repeated.first():
            return room
        save_at_free_slug(self, reserved=RESERVED_SLUGS)
        self.occupancies.create(user=self.owner)
        return self
