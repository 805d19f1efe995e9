"""Mail on a laptop: shown in the terminal and kept as files, so that links can be followed."""

import sys

from django.core.mail.backends.filebased import EmailBackend


class TerminalAndFiles(EmailBackend):
    """Writes each message to a file in `file_path`, and to the terminal as well."""

    def write_message(self, message):
        super().write_message(message)
        print(f"\n✉ {', '.join(message.to)}: {message.subject}\n{message.body}", file=sys.stderr)
