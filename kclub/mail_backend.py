"""The mail backend for development: it shows mail in the terminal, so that links can be followed."""

import email
import sys
from datetime import datetime
from email import policy
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend

READABLE_POLICY = policy.SMTPUTF8.clone(linesep="\n", refold_source="all")


class TerminalAndFilesBackend(BaseEmailBackend):
    """A backend that writes each message to a file of its own in `file_path`, and to the terminal."""

    def __init__(self, *, file_path, **kwargs):
        super().__init__(**kwargs)
        self.folder = Path(file_path)

    def send_messages(self, messages):
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            content = message.message().as_bytes()
            readable = email.message_from_bytes(content, policy=READABLE_POLICY)
            self._write(readable, message.recipients())
        return len(messages)

    def _write(self, readable, recipients):
        for part in readable.walk():
            if part.get_content_maintype() == "text":
                subtype = part.get_content_subtype()
                part.set_content(part.get_content(), subtype, cte="8bit")  # base64 hides the links
        now = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        unfinished = self.folder / f".{now}"
        unfinished.write_bytes(readable.as_bytes())
        unfinished.rename(self.folder / f"{now}.eml")
        text = readable.get_body(("plain",)).get_content()
        print(f"\n✉ {', '.join(recipients)}: {readable['Subject']}\n{text}", file=sys.stderr)
