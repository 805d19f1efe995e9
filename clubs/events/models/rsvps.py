"""RSVPs: what one person has answered to an event."""

from django.conf import settings
from django.db import models
from django.db.models import Case, CheckConstraint, Q, Value, When
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """What somebody says to an event."""

    YES = "yes", _("갈게요")
    NO = "no", _("못 가요")
    WAITING = "waiting", _("대기")


class RSVPQuerySet(models.QuerySet):
    """RSVPs by their answer."""

    def going(self):
        return self.filter(going=True)

    def waiting(self):
        """RSVPs of those who wait for a seat, the first in line first."""
        return self.exclude(waiting_since=None).order_by("waiting_since", "pk")

    def expected(self):
        """RSVPs of those who come or wait."""
        return self.filter(Q(going=True) | Q(waiting_since__isnull=False))

    def of_outsiders(self):
        return self.filter(outsider=True)

    def with_answer(self):
        """RSVPs with `answer`, an Answer."""
        waits = When(waiting_since__isnull=False, then=Value(Answer.WAITING))
        comes = When(going=True, then=Value(Answer.YES))
        return self.annotate(answer=Case(comes, waits, default=Value(Answer.NO)))


class RSVP(models.Model):
    """One person's answer to an event: whether they come, or wait for a seat since `waiting_since`.

    An `outsider` was no member of the club when they answered.
    """

    event = models.ForeignKey("clubs.Event", models.CASCADE, related_name="rsvps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rsvps")
    going = models.BooleanField(default=True)
    waiting_since = models.DateTimeField(null=True, editable=False)
    outsider = models.BooleanField(default=False, editable=False)

    objects = RSVPQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="one_rsvp"),
            CheckConstraint(
                condition=Q(going=False) | Q(waiting_since=None), name="nobody_waits_with_a_seat"
            ),
        ]
        verbose_name = _("일정 참석 답")

    def __str__(self):
        return f"{self.user} · {self.event}"
