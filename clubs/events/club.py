"""Events: the part of Club that plans them."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from kclub.errors import Refused


class ClubEvents(models.Model):
    """The part of Club that has events."""

    class Meta:
        abstract = True

    @transaction.atomic
    def plan(self, by, *, title, starts_at, **fields):
        """Add an event to the calendar; for officers. Returns the Event.

        The same title at the same time is the same event, however often it is sent.
        """
        if not self.is_run_by(by):
            raise Refused(_("운영진만 일정을 올릴 수 있어요."))
        self.ensure_open()
        self.lock()
        event, created = self.events.get_or_create(
            title=title, starts_at=starts_at, defaults=fields
        )
        if created:
            self.record(AuditLogEntry.Action.EVENT, by, detail=title)
        return event
