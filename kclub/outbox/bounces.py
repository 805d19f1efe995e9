"""Bounces: mails by which servers say that one of ours did not arrive (RFC 3464, and older ones)."""

import email
import re
from typing import NamedTuple

from kclub.outbox.delivery import text_of

DEAD = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}  # RFC 3463: nobody is there
UNSPECIFIC = "5.0.0"
STATUS = re.compile(r"(?<!\d)(?<!\d\.)([245]\.\d{1,3}\.\d{1,3})(?!\d|\.\d)")
NOBODY = re.compile(
    r"user unknown|unknown (user|recipient)|no such (user|mailbox|recipient)|no mailbox here|"
    r"(user|recipient|mailbox|account|address)\b.{0,60}(does ?n.t exist|not (exist|found)|disabled)|"
    r"unrouteable address",
    re.IGNORECASE,
)
PERMANENT = re.compile(r"permanent (fatal )?error|permanently|\b55[0-4][ -]", re.IGNORECASE)
COPY = re.compile(  # where the copy of our mail begins in a bounce that is all text
    r"^-+.*\bcopy\b.*$|^-+ ?original message.*$|^(received|return-path|message-id): ",
    re.IGNORECASE | re.MULTILINE,
)
ADDRESS = re.compile(r"[^\s<>;:,()\"'@]+@[\w.-]+\w")
MESSAGE_ID = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")
MAX_IDS = 100  # of one bounce
SERVERS = re.compile(r"\b(mailer-daemon|postmaster|mail-daemon|microsoftexchange\w*)@", re.I)


class NotAMail(ValueError):
    """What was read is no mail."""


class Failure(NamedTuple):
    """What a server says for ever: `addresses` in lower case, `status` as "5.1.1", its sentence."""

    addresses: frozenset
    status: str
    sentence: str

    @property
    def is_of_address(self):
        """Whether there is nobody at the address, rather than that it did not take this one mail."""
        unspecific = self.status == UNSPECIFIC and NOBODY.search(self.sentence)
        return self.status in DEAD or bool(unspecific)


class Bounce(NamedTuple):
    """What one mail says about some of ours: the message ids it names, and Failures."""

    message_ids: list
    failures: list


def read(content):
    """Return the Bounce that the bytes of a mail are; without failures if they are none.

    What is delayed, temporary, or an automatic reply of a person is no failure. Raises NotAMail.
    """
    message = email.message_from_bytes(content)
    if not message.keys():
        raise NotAMail("It has no headers.")
    reports = [part for part in message.walk() if is_report(part)]
    failures = [*map(failure_of_report, blocks_of(reports))] if reports else [of_text(message)]
    return Bounce(message_ids_of(message), [failure for failure in failures if failure])


def refusal(sentence):
    """Return the Failure that a server's answer to our delivery is, as "550 5.1.1 No such user"."""
    return Failure(frozenset(), status_in(sentence) or UNSPECIFIC, sentence)


def is_report(part):
    return part.get_content_type() in ("message/delivery-status", "message/global-delivery-status")


def blocks_of(reports):
    """Yield the part of each recipient in the reports."""
    for report in reports:
        blocks = report.get_payload()
        yield from blocks if isinstance(blocks, list) else ()


def failure_of_report(block):
    """Return the Failure of one recipient, or None if it is another kind of report."""
    status = status_in(header(block, "Status"))
    if header(block, "Action").lower() != "failed" or not (status or "").startswith("5"):
        return None
    named = [header(block, name) for name in ("Final-Recipient", "Original-Recipient")]
    words = header(block, "Diagnostic-Code").partition(";")[2].strip()
    precise = status_in(words) if status == UNSPECIFIC else status
    return Failure(addresses_in(" ".join(named)), precise or status, words or status)


def of_text(message):
    """Return the Failure that a server tells in words, or None."""
    failed = header(message, "X-Failed-Recipients")
    if not failed and not SERVERS.search(header(message, "From")):
        return None
    notice = COPY.split("\n".join(texts_of(message)), maxsplit=1)[0]
    status = status_in(notice) or (UNSPECIFIC if PERMANENT.search(notice) else "")
    if not status.startswith("5"):
        return None
    return Failure(addresses_in(f"{failed} {notice}"), status, telling_line(notice, status))


def telling_line(notice, status):
    """Return the line of a notice that has the status, or that says that nobody is there."""
    lines = [text_of(line) for line in notice.splitlines()]
    telling = (line for line in lines if status in line or NOBODY.search(line))
    return next(telling, status)


def texts_of(message):
    """Yield the texts of the parts of a mail, decoded as far as they can be."""
    for part in message.walk():
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True) or b""
            try:
                yield content.decode(part.get_content_charset("utf-8"), errors="replace")
            except LookupError:  # no such charset
                yield content.decode(errors="replace")


def message_ids_of(message):
    """Return what looks like a message id in any header or text of a bounce, the first ones."""
    headers = ("Message-ID", "In-Reply-To", "References", "X-Original-Message-ID")
    named = [header(part, name) for part in message.walk() for name in headers]
    found = MESSAGE_ID.findall(" ".join([*named, *texts_of(message)]))
    return list(dict.fromkeys(found))[:MAX_IDS]


def header(part, name):
    return text_of(str(part.get(name, "")))


def status_in(text):
    match = STATUS.search(text)
    return match and match[1]


def addresses_in(text):
    return frozenset(address.lower() for address in ADDRESS.findall(text))
