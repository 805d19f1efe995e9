"""Outgoing mail: each message to each recipient is a row, until some time after it was sent."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub.daily_tasks import daily_task
from kclub.outbox.base_models import MAX_ERROR_LENGTH, Delivery
from kclub.outbox.dead_addresses import DeadAddress
from kclub.outbox.querysets import GIVE_UP_AFTER, OutgoingMailQuerySet

KEPT_FOR = timedelta(days=30)


class OutgoingMail(Delivery):
    """One message on its way to one recipient.

    `content` is the message as it is sent, so that it has the same Message-ID however often it is;
    it is emptied once it was sent, for it may hold a link that logs somebody in. `bounced_at` says
    when a server came back on its yes.
    """

    give_up_after = GIVE_UP_AFTER

    message_id = models.CharField(max_length=255)
    sender = models.CharField(_("보내는 주소"), max_length=254)
    recipient = models.CharField(_("받는 주소"), max_length=254)
    subject = models.CharField(_("제목"), max_length=200)
    content = models.BinaryField()
    bulk = models.BooleanField(_("여럿에게"), default=False)  # waits for what is not
    bounced_at = models.DateTimeField(_("되돌아온 때"), null=True)
    retried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    retried_at = models.DateTimeField(_("다시 보내라고 한 때"), null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("보낼 메일")
        verbose_name_plural = _("보낼 메일")
        indexes = [
            models.Index(fields=["due_at"], name="outgoing_mail_due"),
            models.Index(fields=["failed_at"], name="outgoing_mail_failed"),
            models.Index(fields=["recipient"], name="outgoing_mail_recipient"),
            models.Index(fields=["message_id"], name="outgoing_mail_message_id"),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.subject}"

    @property
    def recipient_in_part(self):
        """The address as the union sees it: enough to know whose it is when one is asked."""
        name, _at, domain = self.recipient.rpartition("@")
        return f"{name[:2]}…@{domain}"

    @property
    def error_in_part(self):
        """The server's words without the address, which they often repeat."""
        return self.error.replace(self.recipient, self.recipient_in_part)

    @property
    def tried_since(self):
        return self.retried_at or self.created_at

    def delivered(self):
        """Commit that the server has taken the message, and forget what is in it."""
        super().delivered(content=b"")

    @transaction.atomic
    def refused(self, failure):
        """Give up, for a server says in a bounces.Failure that it will never take this one."""
        self.fail(failure.sentence)
        if failure.is_of_address:
            DeadAddress.objects.bury(self.recipient, failure.sentence[:MAX_ERROR_LENGTH])

    @transaction.atomic
    def bounce(self, failure):
        """Note what came back some time after the server had taken it. Returns False if it is known."""
        sent = OutgoingMail.objects.filter(pk=self.pk, bounced_at=None, sent_at__isnull=False)
        if not sent.update(bounced_at=timezone.now()):
            return False
        self.refused(failure)
        return True

    @transaction.atomic
    def retry(self, by):
        """Put a mail that failed back, for `by`, and let its address get news again.

        What has bounced is forgotten: there is nothing to send. Doing it again changes nothing.
        """
        failed = OutgoingMail.objects.failed().filter(pk=self.pk)
        again = {"failed_at": None, "attempts": 0, "error": ""}
        again |= {"retried_by": by, "retried_at": timezone.now()}
        put_back = failed.filter(bounced_at=None).update(due_at=timezone.now(), **again)
        if put_back or failed.update(**again):
            DeadAddress.objects.revive(self.recipient)


@daily_task("mail put into the outbox 30 days ago, forgotten")
def forget_old_mail():
    """Delete old mail that is sent or has failed. Returns how many."""
    done = OutgoingMail.objects.older_than(KEPT_FOR).filter(due_at=None)
    return done.delete()[0]
