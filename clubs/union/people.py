"""What the union decides about people."""

from django.db import transaction

from clubs.audit_log.models import AuditLogEntry


@transaction.atomic
def give_names(person, by, display_name, handle):
    """Give the user a display name and a handle, and record it in the audit log.

    Raises Refused unless `by` is of the union, Conflict if the handle is somebody else's.
    """
    person.rename(by, display_name, handle)
    AuditLogEntry.objects.create(
        action=AuditLogEntry.Action.NAMED,
        by=by,
        about=person,
        detail=f"{person} {person.at_handle}",
    )
