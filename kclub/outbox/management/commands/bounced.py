import re
import sys
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import Error

from kclub.outbox import bounces
from kclub.outbox.models import OutgoingMail

DATA_ERROR, TEMPORARY_FAILURE = 65, 75  # exit codes of sysexits.h, which mail servers know
MBOX = re.compile(rb"(?:\A|\n\r?\n)From [^\n]*\n")  # before each mail of an mbox


class Command(BaseCommand):
    help = "Read bounces, a mail or an mbox, and send no more news to addresses that are dead."

    def add_arguments(self, parser):
        parser.add_argument("file", help="a file, or - for what is piped in")

    def handle(self, *, file, **options):
        mails = [mail for mail in MBOX.split(content_of(file)) if mail.strip()]
        if not mails:
            raise CommandError("There is no mail in it.", returncode=DATA_ERROR)
        try:
            junk = [number for number, mail in enumerate(mails, 1) if not self.take(number, mail)]
        except Error as error:  # the mail server keeps the bounce, and comes again
            sentence = f"The database is away, nothing is lost: {error}"
            raise CommandError(sentence, returncode=TEMPORARY_FAILURE) from error
        if junk:
            numbers = ", ".join(map(str, junk))
            raise CommandError(f"No mail: {numbers} of {len(mails)}.", returncode=DATA_ERROR)

    def take(self, number, content):
        """Note what a mail says, and print it. Returns False if it is none."""
        try:
            bounce = bounces.read(content)
        except bounces.NotAMail:
            return False
        meant = list(OutgoingMail.objects.meant_by(bounce))
        for mail, failure in meant:
            known = "" if mail.bounce(failure) else " (known)"
            state = "dead" if failure.is_of_address else "not delivered"
            self.stdout.write(f"{number}: {mail.recipient}: {state}, {failure.sentence}{known}")
        if not meant:
            self.stdout.write(f"{number}: ignored, {why_ignored(bounce)}")
        return True


def why_ignored(bounce):
    if bounce.failures:
        return "it is about no mail that we sent in the last 30 days"
    return "it tells of nothing that failed for ever"


def content_of(file):
    """Return the bytes of the file, or of standard input for `-`. Raises CommandError."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}", returncode=66) from error
