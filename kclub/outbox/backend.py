"""Django's mail backend that puts what is sent into the outbox."""

from django.core.mail.backends.base import BaseEmailBackend

from kclub.outbox.models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    """A backend that puts messages into the outbox, in the transaction of whoever sends them."""

    def __init__(self, *, bulk=False, **kwargs):
        super().__init__(**kwargs)
        self.bulk = bulk

    def send_messages(self, messages):
        OutgoingMail.objects.put(messages, bulk=self.bulk)
        return len(messages)
