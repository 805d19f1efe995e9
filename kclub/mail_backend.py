"""The mail backend for development: it shows mail in the terminal, so that links can be followed."""

import sys
from email import policy

from django.core.mail.backends.filebased import EmailBackend

READABLE_POLICY = policy.SMTPUTF8.clone(linesep="\n")


class TerminalAndFilesBackend(EmailBackend):
    """A backend that writes each message to a file in `file_path` and to the terminal."""

    def write_message(self, message):
        readable = message.message(policy=READABLE_POLICY)
        readable.set_content(message.body, cte="8bit")  # base64 would hide the links
        self.stream.write(readable.as_bytes() + b"-" * 79 + b"\n")
        print(f"\n✉ {', '.join(message.to)}: {message.subject}\n{message.body}", file=sys.stderr)
