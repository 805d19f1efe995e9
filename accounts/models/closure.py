"""Closing an account for good."""

from django.contrib.admin.models import LogEntry
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.closure import (
    CLOSED_ACCOUNT_NAME,
    account_closed,
    account_closing,
    erase_name,
    pending_handovers,
)
from accounts.models.profile_visibility import ProfileVisibility
from kclub import live
from kclub.errors import Conflict
from kclub.files.images import delete_on_commit
from kclub.outbox.dead_addresses import DeadAddress
from kclub.outbox.models import OutgoingMail


class Closable(models.Model):
    """The part of a User that can be closed. Texts of the user stay, without the name."""

    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def pending_handovers(self):
        """Return what the user has to hand over before closing the account, as PendingHandovers."""
        return [handover for handovers in pending_handovers.call(self) for handover in handovers]

    def ensure_may_close(self):
        """Raise Conflict while the user has something to hand over."""
        for handover in self.pending_handovers():
            raise Conflict(handover.sentence, next_step=(handover.url, handover.label))

    @transaction.atomic
    def close_account(self):
        """Close the account: end its part in clubs and rooms, and erase the user's personal data.

        Closing it again changes nothing. Raises Conflict while something has to be handed over.

        Clubs and rooms lock their own rows first; the user's row is locked last. So a club or room
        handed to the user meanwhile is noticed at the end, and a later hand-over finds the account
        closed.
        """
        self.ensure_may_close()
        account_closing.call(self)
        user = self.lock()
        if user.closed_at:
            return
        user.ensure_may_close()
        account_closed.call(user)
        user._erase()
        live.end_user(user, "closed")

    def _erase(self):
        own = Q(
            object_id=str(self.pk), content_type__app_label="accounts", content_type__model="user"
        )
        addresses = {self.email, *self.emailaddress_set.values_list("email", flat=True)}
        OutgoingMail.objects.to(addresses).delete()
        erase_name(self, LogEntry.objects.all(), "object_repr", "change_message", linked=own)
        LogEntry.objects.filter(own).update(object_repr=CLOSED_ACCOUNT_NAME)
        DeadAddress.objects.filter(address__in=addresses).delete()
        for related_rows in (
            self.emailaddress_set, self.socialaccount_set, self.authenticator_set,
            self.notifications, self.push_subscriptions, self.sessions,
            self.person_follows, self.followers, self.blocks, self.blocked_by, self.former_handles, self.enrolments,
        ):  # fmt: skip
            related_rows.all().delete()
        ProfileVisibility.objects.filter(user=self).delete()
        self._forget_avatar(self)
        self._forget_exports()
        self._erase_from_notifications()
        self.agreements.withdraw()
        self.agreed_terms = self.agreed_privacy = self.agreed_news = ""
        self.display_name = CLOSED_ACCOUNT_NAME
        self.display_name_key = f"CLOSED {self.pk}"  # in capitals, as no key of a name is
        self.name_initials = ""
        self.handle = f"-{self.pk}"  # as no handle of a person is
        self.email = f"{self.username}@closed.invalid"
        self.bio = self.locale = ""
        self.is_active = self.is_staff = self.is_superuser = self.wants_news = False
        self.has_second_factor, self.staff_since = False, None
        self.verified_at = self.agreed_at = self.last_login = None
        self.closed_at = timezone.now()
        self.set_unusable_password()
        self.save()

    def _forget_exports(self):
        delete_on_commit(*[export.file for export in self.exports.exclude(file="")])
        self.exports.all().delete()

    def _erase_from_notifications(self):
        """Replace the user's name in the notifications of others; one of a namesake stays."""
        name, told = self.display_name, self.notifications.model.objects.all()
        namesakes = type(self).objects.filter(display_name_key=self.display_name_key)
        if namesakes.exclude(pk=self.pk).exists():
            told = told.filter(author=self)
        for key in ("by", "name"):
            mentioning = told.filter(**{f"params__{key}": name})
            for notification in mentioning.iterator():
                notification.params[key] = CLOSED_ACCOUNT_NAME
                notification.save(update_fields=["params"])
