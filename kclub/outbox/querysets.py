"""Putting mail into the outbox, and finding what is in it."""

from datetime import timedelta
from email.policy import SMTP
from email.utils import make_msgid, parseaddr

from django.db import models, transaction
from django.utils import timezone

from kclub import outbox
from kclub.outbox.base_models import MAX_ERROR_LENGTH, DeliveryQuerySet

BATCH_SIZE = 500  # rows of one INSERT
LATE_AFTER = timedelta(seconds=30)
GIVE_UP_AFTER = timedelta(days=3)


class OutgoingMailQuerySet(DeliveryQuerySet):
    def put(self, messages, *, bulk=False):
        """Put Django's EmailMessages into the outbox, each once for each recipient.

        The sender finds them when the transaction has ended. `bulk` ones wait for all others.
        Returns the number of rows.
        """
        rows = [row for message in messages for row in self._rows(message, bulk)]
        self.bulk_create(rows, batch_size=BATCH_SIZE)
        transaction.on_commit(outbox.wake)
        return len(rows)

    def _rows(self, message, bulk):
        sender = parseaddr(message.from_email)[1]
        names = {name.lower(): name for name in message.extra_headers}
        if "message-id" not in names:  # Django would ask the DNS for our name
            domain = sender.rpartition("@")[2]
            message.extra_headers |= {"Message-ID": make_msgid(domain=domain)}
        content = message.message(policy=SMTP)
        fields = {
            "message_id": str(content["Message-ID"]),
            "sender": sender,
            "subject": " ".join(str(message.subject).split())[:200],
            "content": content.as_bytes(),
            "bulk": bulk,
        }
        recipients = dict.fromkeys(parseaddr(address)[1] for address in message.recipients())
        return [self.model(recipient=recipient, **fields) for recipient in recipients]

    def due(self):
        """Mail to be tried now, what is not bulk first."""
        return self.filter(due_at__lte=timezone.now()).order_by("bulk", "due_at", "pk")

    def late(self):
        """Mail of accounts that has waited for long, or for a server that is away."""
        long_ago = timezone.now() - LATE_AFTER
        untried = self.waiting().filter(bulk=False, attempts=0)
        return untried.filter(~models.Q(error="") | models.Q(due_at__lt=long_ago))

    def meant_by(self, bounce):
        """Yield (mail, Failure) of each mail that we sent and that a bounces.Bounce tells about.

        It has to name the message id, which nobody but its reader can know, and the address.
        """
        named = self.filter(message_id__in=bounce.message_ids).exclude(sent_at=None)
        for mail in named.defer("content"):
            for failure in bounce.failures:
                if mail.recipient.lower() in failure.addresses:
                    yield mail, failure

    def to(self, addresses):
        """Mail to any of these addresses."""
        return self.filter(recipient__in=addresses)

    def note_server_away(self, mail, error):
        """Write down that `mail` waits because of the server, and give up what has waited too long."""
        error = error[:MAX_ERROR_LENGTH]
        self.filter(pk=mail.pk).update(error=error)
        long = self.waiting().older_than(GIVE_UP_AFTER).filter(retried_at=None)
        long.update(failed_at=timezone.now(), due_at=None, error=error)
