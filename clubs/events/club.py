"""Events of a club, as a verb of Club."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from clubs.events.moments import ensure_to_come
from kclub.errors import Refused


class ClubEvents(models.Model):
    """The part of Club that has events."""

    class Meta:
        abstract = True

    @transaction.atomic
    def plan(self, by, *, title, starts_at, repeat_until=None, skipped=(), **fields):
        """Add an event to the calendar; for officers. Returns the Event.

        With a date as `repeat_until` it comes again every week up to that day, but not on the dates
        `skipped`. An event with the same title and start is returned unchanged instead of added
        again. Raises Refused when its start has passed; one of whole days may begin today.
        """
        if not self.is_run_by(by):
            raise Refused(_("운영진만 일정을 올릴 수 있어요."))
        self.ensure_open()
        ensure_to_come(starts_at, all_day=fields.get("all_day", False))
        self.lock()
        event, created = self.events.get_or_create(
            title=title, starts_at=starts_at, defaults=fields
        )
        if created:
            if repeat_until:
                event.repeat(until=repeat_until, skipped=skipped)
            self.record(AuditLogEntry.Action.EVENT, by, detail=title)
            event.notify_invited(by)
        return event
