"""How somebody leaves the site for good."""

from typing import NamedTuple

from django.db import models, transaction
from django.utils import timezone

from accounts.signals import account_closed, account_closing, pending_handovers
from kclub import live
from kclub.errors import Conflict

CLOSED_ACCOUNT_NAME = (
    "탈퇴한 사용자"  # a name like any other: it is read in rooms of every language
)


class PendingHandover(NamedTuple):
    """Something others need of them, and where they can pass it on."""

    sentence: str
    url: str
    label: str


class Closable(models.Model):
    """The half of a User that can go. What they wrote stays, and nothing says whose it was."""

    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def pending_handovers(self):
        """What they have to hand over before they can go, as PendingHandovers."""
        answers = pending_handovers.send(type(self), user=self)
        return [handover for _receiver, found in answers for handover in found]

    def ensure_may_close(self):
        """Raise Conflict while others need them."""
        if pending := self.pending_handovers():
            raise Conflict(pending[0].sentence, next_step=pending[0][1:])

    @transaction.atomic
    def close_account(self):
        """End what they have here and forget who they are. Closing twice is closing once.

        Clubs and rooms lock their own rows first and the user's comes last. So what was handed
        to them meanwhile is seen at the end, and who wants to hand over later finds them gone.
        """
        self.ensure_may_close()
        account_closing.send(type(self), user=self)
        user = self.lock()
        if user.closed_at:
            return
        user.ensure_may_close()
        account_closed.send(type(self), user=user)
        user._forget()
        live.end_user(user, "closed")

    def _forget(self):
        name = self.display_name
        for things in (
            self.emailaddress_set, self.socialaccount_set, self.authenticator_set,
            self.notifications, self.sessions, self.usersession_set, self.blocks, self.blocked_by,
        ):  # fmt: skip
            things.all().delete()
        self.display_name = CLOSED_ACCOUNT_NAME
        self.display_name_key = f"CLOSED {self.pk}"  # in capitals, as no key of a name is
        self.email = f"{self.username}@closed.invalid"
        self.bio = self.locale = ""
        self.is_active = self.is_staff = self.is_superuser = self.wants_news = False
        self.verified_at = self.agreed_at = self.last_login = None
        self.closed_at = timezone.now()
        self.set_unusable_password()
        self.save()
        self._be_named_nowhere(name)

    def _be_named_nowhere(self, name):
        """Take their name out of what others were told."""
        for key in ("by", "name"):
            told = self.notifications.model.objects.filter(**{f"params__{key}": name})
            for notification in told.iterator():
                notification.params[key] = CLOSED_ACCOUNT_NAME
                notification.save(update_fields=["params"])
