"""The seats of an event: coming, waiting for a seat and giving it back, as a part of Event."""

import math

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import User
from kclub.errors import Conflict, Refused

SEAT_NUMBERS = [MinValueValidator(1), MaxValueValidator(10_000)]


class EventSeats(models.Model):
    """The part of Event that people answer.

    `seats` of None are as many as want to come. Of them at most `outsider_seats` are for students
    who are no members; None keeps a public event for members. Every verb locks the membership
    first and then the event, so that nobody gets a seat while they leave.
    """

    seats = models.PositiveSmallIntegerField(
        _("정원"), null=True, blank=True, validators=SEAT_NUMBERS
    )
    outsider_seats = models.PositiveSmallIntegerField(
        _("그중 부원이 아닌 사람의 자리"), null=True, blank=True, validators=SEAT_NUMBERS
    )

    class Meta:
        abstract = True

    @property
    def takes_outsiders(self):
        """Whether students who are no members may come."""
        return self.public and self.outsider_seats is not None

    def ensure_may_answer(self, user):
        """Raise Refused unless the user may come. Return whether they are an outsider."""
        refusal = Refused(_("이 일정에는 갈 수 없어요."))
        if not user.is_active:  # suspended while the answer was on its way
            raise refusal
        if self.club.is_member(user):
            return False
        if not self.takes_outsiders:
            raise Refused(_("부원만 참석할 수 있어요."))
        user.ensure_verified(_("학교 메일을 인증하면 갈 수 있어요."))
        if not self.club.is_open or self.club.is_banned(user):
            raise refusal
        return True

    @transaction.atomic
    def accept(self, user):
        """Record that the user comes. Accepting again changes nothing.

        Raises Refused for those who may not come and when the event is over, Conflict when it is
        full or cancelled.
        """
        event, rsvp = self._lock_rsvp(user)
        if not rsvp.going and not event._take_seat(rsvp):
            raise Conflict(
                _("자리가 다 찼어요. 대기하면 자리가 날 때 알려 드려요."),
                next_step=(self.get_absolute_url(), _("일정 보기")),
            )

    @transaction.atomic
    def wait(self, user):
        """Put the user at the end of the waiting list; if a seat is free, they come.

        Waiting again, or with a seat, changes nothing. Raises as `accept` does.
        """
        event, rsvp = self._lock_rsvp(user)
        if rsvp.going or rsvp.waiting_since or event._take_seat(rsvp):
            return
        rsvp.waiting_since = timezone.now()
        rsvp.save()

    @transaction.atomic
    def decline(self, user):
        """Record that the user does not come, which frees their seat for the first who waits."""
        event, rsvp = self._lock_rsvp(user)
        rsvp.going, rsvp.waiting_since = False, None
        rsvp.save()
        event.reminders().filter(user=user).retract()
        event.fill_seats()

    def _lock_rsvp(self, user):
        """Lock the event. Return it, read anew, and the user's RSVP, which may not be saved yet.

        Raises Refused unless the user may answer. Seats that are free go to those who wait first.
        """
        self.club.memberships.select_for_update().filter(user=user).first()
        event = self.lock()
        event.ensure_takes_place()
        outsider = event.ensure_may_answer(User.objects.get(pk=user.pk))
        # who has joined while they waited waits as a member from now on
        event.rsvps.filter(user=user, going=False).update(outsider=outsider)
        event.fill_seats()
        new = event.rsvps.model(event=event, user=user, going=False, outsider=outsider)
        return event, event.rsvps.filter(user=user).first() or new

    def _take_seat(self, rsvp):
        """Give the RSVP a seat if one is free for it. Return whether it has one now."""
        if not self.free_seats().are_for(rsvp):
            return False
        rsvp.going, rsvp.waiting_since = True, None
        rsvp.save()
        return True

    def free_seats(self):
        """Return the FreeSeats; the caller has locked the event."""
        going = list(self.rsvps.going().values_list("outsider", flat=True))
        seats = math.inf if self.seats is None else self.seats
        outsider_seats = self.outsider_seats if self.takes_outsiders else 0
        return FreeSeats(seats - len(going), outsider_seats - sum(going))

    def fill_seats(self):
        """Give free seats to those who wait, in order, and notify them.

        The caller has locked the event. An outsider is passed over while outsiders have no seat
        left. Nobody moves up while more come than there are seats.
        """
        free, seated = self.free_seats(), []
        able = {"user__is_active": True, "user__verified_at__isnull": False}
        for rsvp in self.rsvps.waiting().filter(**able):
            if free.are_for(rsvp):
                free = free.without(rsvp)
                rsvp.going, rsvp.waiting_since = True, None
                rsvp.save()
                seated.append(rsvp.user_id)
        if seated:
            told = {"about": self, "club": self.club.names, "excerpt": self.title}
            users = User.objects.filter(pk__in=seated)
            users.notify(kinds.EVENT_SEAT, self.get_absolute_url(), **told)

    def drop(self, user):
        """Take back what the user has answered; the first who waits gets their seat."""
        event = self.lock()
        event.rsvps.filter(user=user).delete()
        if event.takes_place:
            event.fill_seats()


class FreeSeats:
    """How many seats are free: in all, and of those for outsiders."""

    def __init__(self, all_seats, for_outsiders):
        self.all_seats, self.for_outsiders = all_seats, for_outsiders

    def are_for(self, rsvp):
        """Whether one is free for the person of the RSVP."""
        return self.all_seats > 0 and (not rsvp.outsider or self.for_outsiders > 0)

    def without(self, rsvp):
        """Return what is free once the RSVP has a seat."""
        return FreeSeats(self.all_seats - 1, self.for_outsiders - rsvp.outsider)
