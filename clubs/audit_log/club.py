"""Recording what is decided in a club: the part of Club that has an audit log."""

from django.db import models

from kclub.text.normalization import normalized


class ClubAuditLog(models.Model):
    """The part of Club that has an audit log."""

    class Meta:
        abstract = True

    def record(self, action, by, about=None, detail=""):
        """Write a decision down, in the transaction that makes it. Returns the AuditLogEntry.

        `action` is one of AuditLogEntry.Action, `by` who decided (nobody, if time did), `about` whom
        it concerns, `detail` a reason or a name.
        """
        return self.audit_log_entries.create(
            action=action, by=by, about=about, detail=normalized(detail)[:500]
        )
