"""An SMTP server of our own that takes mail, or is away in one of the ways that servers are."""

import asyncio
import email
from email import policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.services import free_port


class MailServer(Controller):
    """A server on `port` that keeps in `taken` what it has taken, as EmailMessages in order.

    `answers` has a sentence for addresses it does not take, as {"who@example": "550 No such user"}.
    `mood` is "up"; "slow", which takes its time for each mail; "hanging", which accepts connections
    and says nothing; "busy", which closes each connection it gets a mail on (421); or dying:
    "dying in DATA" hangs up while it reads a message, "dying" when it has read it, and "dying late"
    when it has kept it, but before it says so.
    """

    def __init__(self):
        super().__init__(self, hostname="127.0.0.1", port=free_port())
        self.taken, self.answers, self.mood = [], {}, "up"
        self.connections = 0

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        if self._thread:
            self.stop()

    @property
    def message_ids(self):
        return [message["Message-ID"] for message in self.taken]

    def factory(self):
        self.connections += 1
        return Silent() if self.mood == "hanging" else Moody(self, enable_SMTPUTF8=True)

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self.mood == "busy":
            return "421 Too busy"
        if answer := self.answers.get(address):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.mood == "dying":
            server.transport.abort()
            return "421 Dying"
        if self.mood == "slow":
            await asyncio.sleep(0.3)
        self.taken.append(email.message_from_bytes(envelope.content, policy=policy.default))
        if self.mood == "dying late":
            server.transport.abort()
        return "250 OK"


class Moody(SMTP):
    """A connection that may end while a message comes in."""

    async def smtp_DATA(self, arg):  # noqa: N802
        if self.event_handler.mood == "dying in DATA":
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)


class Silent(asyncio.Protocol):
    """A connection on which nobody speaks."""
