"""The mail backend on a laptop: mail is shown in the terminal, so that links can be followed."""

import sys
from email import policy

from django.core.mail.backends.filebased import EmailBackend

READABLE_POLICY = policy.SMTPUTF8.clone(linesep="\n")


class TerminalAndFiles(EmailBackend):
    """A backend that writes each message to a file in `file_path` and to the terminal."""

    def write_message(self, message):
        kept = message.message(policy=READABLE_POLICY)
        kept.set_content(message.body, cte="8bit")  # not base64: links are to be read
        self.stream.write(kept.as_bytes() + b"-" * 79 + b"\n")
        print(f"\n✉ {', '.join(message.to)}: {message.subject}\n{message.body}", file=sys.stderr)
