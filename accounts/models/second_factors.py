"""Second factors: who has one, who has to, and how long they may go without.

A second factor is an authenticator app or a passkey; recovery codes come with them and are none.
"""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from kclub import live
from kclub.errors import Conflict, Refused

GRACE = timedelta(days=3)  # to set one up, from the first page a person opens as one of the union
GRACE_AFTER_RECOVERY = timedelta(days=1)
RECOVERY_CODES = Authenticator.Type.RECOVERY_CODES


class WithSecondFactors(models.Model):
    """The part of a User that proves who they are by more than a password.

    `has_second_factor` says whether any of their authenticators is one, so that every page knows
    it without a query; `note_second_factors` keeps it.
    """

    has_second_factor = models.BooleanField(_("2단계 인증"), default=False, editable=False)
    second_factor_due_at = models.DateTimeField(
        _("2단계 인증을 켜야 하는 때"), null=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def needs_second_factor(self):
        """Whether the user has powers over others that a password alone must not give."""
        return settings.SECOND_FACTOR_REQUIRED and (self.is_staff or self.is_superuser)

    @property
    def second_factor_deadline(self):
        """Until when the user, who needs a second factor and has none, may go without; or None."""
        missing = self.needs_second_factor and not self.has_second_factor
        return self.second_factor_due_at if missing else None

    @property
    def may_go_without_second_factor(self):
        due = self.second_factor_due_at
        return not self.needs_second_factor or bool(due and due > timezone.now())

    def begin_grace(self):
        """Let the user's time to turn on a second factor begin, unless it has, and tell them."""
        due = timezone.now() + GRACE
        waiting = type(self).objects.filter(pk=self.pk, second_factor_due_at=None)
        if waiting.update(second_factor_due_at=due):
            self.notify(kinds.SECOND_FACTOR_DUE, reverse("mfa_index"))
        self.refresh_from_db(fields=["second_factor_due_at"])

    def ensure_may_remove(self, authenticator):
        """Raise Refused for the last second factor of a user who has to have one.

        The user's row is locked, so that of two that are removed at once one stays.
        """
        if not self.may_go_without_second_factor and not self._has_others(authenticator):
            add = (reverse("mfa_add_webauthn"), _("패스키 더하기"))
            raise Refused(
                _("연합회 계정에는 2단계 인증이 하나는 있어야 해요. 다른 것을 먼저 켜 주세요."),
                next_step=add,
            )

    def _has_others(self, authenticator):
        factors = self.authenticator_set.exclude(type=RECOVERY_CODES)
        return factors.exclude(pk=authenticator.pk).exists()

    @transaction.atomic
    def note_second_factors(self):
        """Note whether the user has a second factor, after one came or went."""
        self.lock()
        has_one = self.authenticator_set.exclude(type=RECOVERY_CODES).exists()
        type(self).objects.filter(pk=self.pk).update(has_second_factor=has_one)
        self.has_second_factor = has_one

    @transaction.atomic
    def reset_second_factors(self):
        """Remove all factors of a user who has lost them, end their log-ins and tell them.

        Who needs one has a day to turn on another. Raises Conflict if there is none.
        """
        user = self.lock()
        if not user.has_second_factor:
            raise Conflict(_("2단계 인증을 쓰지 않는 계정이에요."))
        user.authenticator_set.all().delete()
        user.sessions.all().delete()
        due = timezone.now() + GRACE_AFTER_RECOVERY
        user.second_factor_due_at = self.second_factor_due_at = due
        user.save(update_fields=["second_factor_due_at"])
        self.has_second_factor = False
        self.notify(kinds.SECOND_FACTORS_RESET, reverse("mfa_index"))
        live.end_user(self, "second factors reset")
