"""Suspension: the union keeps a user off the site for a while."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.signals import user_suspended
from kclub import live
from kclub.errors import Refused
from kclub.text.normalization import normalized


class Suspendable(models.Model):
    """The part of a User that may be suspended: a suspended user cannot log in."""

    is_active = models.BooleanField(_("활동 중"), default=True)
    suspended_until = models.DateTimeField(_("정지가 끝나는 때"), null=True, blank=True)
    suspension_reason = models.CharField(_("정지한 이유"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @transaction.atomic
    def suspend(self, by, until, reason):
        """Suspend the user until that moment.

        Raises Refused unless `by` is of the union, and for the union's own people, whom only the
        admin site can deactivate.
        """
        if self.is_staff or not by.is_staff:
            raise Refused(_("이 사람은 정지할 수 없어요."))
        user_suspended.send(type(self), user=self)
        self.is_active = False
        self.suspended_until, self.suspension_reason = until, normalized(reason)
        self.save(update_fields=["is_active", "suspended_until", "suspension_reason"])
        live.end_user(self, "suspended")

    def reinstate(self):
        """End the suspension of the user."""
        self.is_active = True
        self.suspended_until, self.suspension_reason = None, ""
        self.save(update_fields=["is_active", "suspended_until", "suspension_reason"])

    @property
    def suspension_is_over(self):
        """Whether the suspension of the user had an end, which has passed."""
        return self.suspended_until is not None and self.suspended_until <= timezone.now()
