"""Making exports in the process whose sender is elected, a moment at a time, so that mail goes on."""

import logging
import tempfile
import time

from django.conf import settings
from django.core.files import File
from django.utils import translation

from accounts.exports import archive
from accounts.exports.mails import mail_link
from accounts.models import Export
from kclub import outbox

MOMENT = 0.5  # seconds of work between two looks for mail

logger = logging.getLogger(__name__)


class Work:
    """An export that is being written to a temporary file, on the disk and not in memory."""

    def __init__(self, export):
        self.export = export
        self.language = export.user.locale or settings.LANGUAGE_CODE
        self.file = tempfile.TemporaryFile()  # noqa: SIM115  (open until the export is made)
        self.steps = archive.write(self.file, export.user)

    def go_on(self):
        """Take steps for a moment. Return whether it is done, and then stored and mailed about."""
        end = time.monotonic() + MOMENT
        with translation.override(self.language):
            for _step in self.steps:
                if time.monotonic() > end:
                    return False
            self._finish()
        self.file.close()
        return True

    def _finish(self):
        self.file.seek(0)
        self.export.finish(File(self.file), tell=mail_link)


class Maker:
    """Makes the exports that are due, one after another."""

    def __init__(self):
        self.work = None

    def make_due(self):
        """Go on with an export for a moment. Return whether there was one to make."""
        if self.work is None:
            export = Export.objects.claim()
            if export is None:
                return False
            self.work = Work(export)
        try:
            if self.work.go_on():
                self.work = None
        except Exception:
            logger.exception("Export %s could not be made", self.work.export.pk)
            self.work = None  # it is due again when its lease has ended
        return True


maker = Maker()  # of this process


@outbox.before_sending.register(order=20)
def make_due_exports():
    """Go on with the export that is being made. Return whether there is one."""
    return maker.make_due()
