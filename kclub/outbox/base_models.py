"""What all deliveries have in common, whatever is delivered and to whom."""

import random
from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DELIVERY_LEASE = timedelta(minutes=2)  # longer than a delivery takes, waiting as long as it may
FIRST_RETRY_AFTER = timedelta(minutes=1)
RETRY_AT_LEAST_EVERY = timedelta(hours=6)
MAX_ERROR_LENGTH = 500


class DeliveryQuerySet(models.QuerySet):
    def waiting(self):
        return self.exclude(due_at=None)

    def failed(self):
        return self.exclude(failed_at=None)

    def older_than(self, age):
        """Deliveries that were put longer ago than `age`, a timedelta."""
        return self.filter(created_at__lt=timezone.now() - age)

    def state(self):
        """Return {"waiting": how many, "oldest": seconds, "failed": how many in the last day}."""
        now = timezone.now()
        waiting = self.waiting().aggregate(count=models.Count("pk"), since=models.Min("created_at"))
        return {
            "waiting": waiting["count"],
            "oldest": int((now - (waiting["since"] or now)).total_seconds()),
            "failed": self.filter(failed_at__gt=now - timedelta(days=1)).count(),
        }


class Delivery(models.Model):
    """Something on its way to one recipient.

    `due_at` says when to try next, and is empty when there is nothing to do any more. `sending_at`
    is committed just before a delivery and `sent_at` just after it: whoever is killed between them
    leaves a row that is due again when its lease has ended.
    """

    give_up_after = timedelta(days=3)

    created_at = models.DateTimeField(_("넣은 때"), default=timezone.now)
    due_at = models.DateTimeField(_("보낼 때"), null=True, default=timezone.now)
    attempts = models.PositiveIntegerField(_("해 본 횟수"), default=0)
    sending_at = models.DateTimeField(_("보내기 시작한 때"), null=True)
    sent_at = models.DateTimeField(_("보낸 때"), null=True)
    failed_at = models.DateTimeField(_("못 보낸 때"), null=True)
    error = models.CharField(_("이유"), max_length=MAX_ERROR_LENGTH, blank=True)

    class Meta:
        abstract = True

    @property
    def tried_since(self):
        """The moment from which on it was tried."""
        return self.created_at

    def claim(self):
        """Commit that a delivery begins. Returns False if it is gone, or somebody else's now."""
        now = timezone.now()
        mine = type(self).objects.filter(pk=self.pk, due_at__lte=now)
        if mine.update(sending_at=now, due_at=now + DELIVERY_LEASE, attempts=F("attempts") + 1):
            self.refresh_from_db()
            return True
        return False

    def delivered(self, **fields):
        """Commit that it was taken, and these fields."""
        self._update(sent_at=timezone.now(), due_at=None, error="", **fields)

    def postpone(self, error, after=None):
        """Try again later, after a temporary `error`; give up when it has gone on for too long.

        `after` is a timedelta that the other side has asked for.
        """
        if self.tried_since < timezone.now() - self.give_up_after:
            self.fail(error)
        else:
            due_at = timezone.now() + max(self._back_off(), after or timedelta())
            self._update(due_at=due_at, error=error[:MAX_ERROR_LENGTH])

    def fail(self, error):
        """Give up, for the other side says that it will never take this one. `error` is its words."""
        self._update(failed_at=timezone.now(), due_at=None, error=error[:MAX_ERROR_LENGTH])

    def _back_off(self):
        doubled = FIRST_RETRY_AFTER * 2 ** min(self.attempts - 1, 20)
        return min(doubled, RETRY_AT_LEAST_EVERY) * random.uniform(0.8, 1.2)  # noqa: S311

    def _update(self, **fields):
        type(self).objects.filter(pk=self.pk).update(**fields)
