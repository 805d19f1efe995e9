"""RSVPs: who comes to an event, as a part of Event."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kclub.errors import Conflict, Refused


class RSVP(models.Model):
    """One member's answer to an event: whether they come."""

    event = models.ForeignKey("clubs.Event", models.CASCADE, related_name="rsvps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rsvps")
    going = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="one_rsvp")]

    def __str__(self):
        return f"{self.user} · {self.event}"


class EventRSVPs(models.Model):
    """The part of Event that people answer."""

    class Meta:
        abstract = True

    @transaction.atomic
    def accept(self, user):
        """Record that the user comes. Accepting again changes nothing.

        Raises Refused for non-members and when the event is over or cancelled, Conflict when it is
        full.
        """
        event = self._lock_for_rsvp(user)
        if event.rsvps.filter(user=user, going=True).exists():
            return
        if event.seats is not None and event.rsvps.filter(going=True).count() >= event.seats:
            raise Conflict(
                _("자리가 다 찼어요. 누가 못 오게 되면 자리가 나요."),
                next_step=(self.get_absolute_url(), _("일정 보기")),
            )
        event.rsvps.update_or_create(user=user, defaults={"going": True})

    @transaction.atomic
    def decline(self, user):
        """Record that the user does not come, which frees their seat.

        Raises Refused for non-members, and when the event is over or cancelled.
        """
        self._lock_for_rsvp(user).rsvps.update_or_create(user=user, defaults={"going": False})

    def _lock_for_rsvp(self, user):
        """Lock the event and return it, read anew. Raises Refused unless `user` may answer."""
        event = self.lock()
        if not self.club.is_member(user):
            raise Refused(_("부원만 참석할 수 있어요."))
        event.ensure_takes_place()
        return event
