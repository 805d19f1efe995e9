"""The audit log of a club, as a verb of Club."""

from django.db import models

from kclub.text.normalization import normalized


class ClubAuditLog(models.Model):
    """The part of Club that has an audit log."""

    class Meta:
        abstract = True

    def record(self, action, by, about=None, detail=""):
        """Record a decision in the transaction that makes it. Returns the AuditLogEntry.

        `action` is an AuditLogEntry.Action, `by` the user who decided, or None where time did,
        `about` the user whom it concerns, `detail` a reason or a name.
        """
        return self.audit_log_entries.create(
            action=action, by=by, about=about, detail=normalized(detail)[:500]
        )
