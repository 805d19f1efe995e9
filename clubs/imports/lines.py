"""The lines of a file to import, and what becomes of each."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from clubs.imports.models.invitations import Invitation


class Outcome(models.TextChoices):
    """What the import does with a line."""

    NEW = "new", _("새로 초대해요")
    CHANGED = "changed", _("초대를 바꿔요")
    SAME = "same", _("이미 있어요 (그대로)")
    WRONG = "wrong", _("잘못됐어요")


@dataclass
class Line:
    """One line of a file: its number in the spreadsheet, what becomes of it, and its faults.

    `warnings` are sentences about what may be a mistake. `invitation` is written when the line is
    new or changed, and sent when it is `to_send`.
    """

    number: int
    name: str
    outcome: Outcome = Outcome.SAME
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    invitation: Invitation | None = None
    to_send: bool = False

    def __post_init__(self):
        if self.faults:
            self.outcome = Outcome.WRONG

    def __str__(self):
        return f"{self.number}: {self.name or '–'}: {self.outcome.label}"

    @property
    def is_written(self):
        """Whether the import writes something for the line."""
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)

    def compare(self, invitation, fields):
        """Give the invitation these fields. Decide what becomes of the line. Returns the line.

        A new invitation is sent, so is one to another address, and one that has expired.
        """
        is_new = invitation.pk is None
        changed = [
            name for name, value in fields.items() if getattr(invitation, name, None) != value
        ]
        self.to_send = is_new or "email" in changed or invitation.has_expired
        for name in changed:
            setattr(invitation, name, fields[name])
        if self.to_send:
            invitation.status = Invitation.Status.SENT
        if is_new:
            self.outcome = Outcome.NEW
        elif changed or self.to_send:
            self.outcome = Outcome.CHANGED
        self.invitation = invitation
        return self

    def write(self):
        """Send or save the invitation, where there is something new in it."""
        if self.to_send:
            self.invitation.send()
        elif self.is_written:
            self.invitation.save()
