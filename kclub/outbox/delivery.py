"""Handing mail to the real server, over one connection that is kept while there is mail."""

import contextlib

from django.core.mail import EmailMessage, mailers


class DeliveryError(Exception):
    """A delivery that did not succeed; the message says why, in the server's words if it had some."""


class Refused(DeliveryError):
    """The server will never take this mail."""


class NotNow(DeliveryError):
    """The server does not take this mail now, but may take others."""


class ServerAway(DeliveryError):
    """The server cannot be used: it does not answer, hung up, or takes nothing from us."""


class Connection:
    """A connection to the server of MAILERS["delivery"], opened when it is first needed."""

    def __init__(self):
        self.mailer = None

    def open(self):
        """Connect, unless we are connected. Raises ServerAway."""
        if self.mailer is None:
            mailer = mailers["delivery"]
            try:
                mailer.open()
            except OSError as error:  # smtplib's are, too
                raise ServerAway(sentence_of(error)) from error
            self.mailer = mailer

    def deliver(self, mail):
        """Hand over an OutgoingMail. Raises a DeliveryError; after ServerAway we are not connected."""
        try:
            self.mailer.send_messages([KeptMessage(mail)])
        except ValueError as error:  # no address
            raise Refused(sentence_of(error)) from error
        except OSError as error:
            reason = reason_of(error)
            if isinstance(reason, ServerAway):
                self.mailer = None
            raise reason from error

    def close(self):
        """Take leave of the server, if it still listens."""
        mailer, self.mailer = self.mailer, None
        if mailer:
            with contextlib.suppress(OSError):
                mailer.close()


class KeptMessage(EmailMessage):
    """The message of an OutgoingMail for a mail backend: the very bytes that were put.

    They are not parsed, which would take most of the time of a delivery.
    """

    def __init__(self, mail):
        super().__init__(mail.subject, from_email=mail.sender, to=[mail.recipient])
        self.content = bytes(mail.content)

    def message(self, *, policy=None):
        return self

    def as_bytes(self):
        return self.content


def reason_of(error):
    """Return the DeliveryError that an OSError of smtplib or of the network means."""
    import smtplib  # only where there is a mail server

    if isinstance(error, smtplib.SMTPRecipientsRefused):
        (code, sentence), *_others = error.recipients.values()
    elif isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        code, sentence = error.smtp_code, error.smtp_error
        if isinstance(error, smtplib.SMTPSenderRefused) and code != TOO_LARGE:
            return ServerAway(f"{code} {text_of(sentence)}")  # it is about us, not about this mail
    else:
        return ServerAway(sentence_of(error))
    kind = ServerAway if code == SERVICE_CLOSING else Refused if code >= 500 else NotNow
    return kind(f"{code} {text_of(sentence)}")


SERVICE_CLOSING = 421  # the reply codes of RFC 5321
TOO_LARGE = 552


def sentence_of(error):
    """Return what an exception says, or its name."""
    return text_of(getattr(error, "smtp_error", None) or str(error)) or type(error).__name__


def text_of(sentence):
    text = sentence.decode(errors="replace") if isinstance(sentence, bytes) else sentence
    return " ".join(text.split())
