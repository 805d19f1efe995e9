"""The import of clubs and their members from files: what each line would do, and doing it."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import SchoolDomain
from clubs.audit_log.models import AuditLogEntry
from clubs.imports import club_lines, member_lines
from clubs.imports.club_lines import ClubLines
from clubs.imports.files import decoded, read_table
from clubs.imports.member_lines import MemberLines
from clubs.imports.models.club_invitations import ClubInvitation
from clubs.imports.models.member_invitations import MemberInvitation
from clubs.imports.school_data import SchoolData
from kclub.errors import Refused


class ClubImport:
    """A file of clubs, one of members, or both. Making it writes nothing; `run` does all or nothing."""

    def __init__(self, clubs, by, members=None):
        """Read the files, each bytes or None; `by` is of the union.

        Raises Refused when one is no such table.
        """
        if not by.is_staff:
            raise Refused(_("동아리연합회만 동아리를 가져올 수 있어요."))
        self.by = by
        self.club_text = None if clubs is None else decoded(clubs)
        self.member_text = None if members is None else decoded(members)
        self.check()

    @property
    def lines(self):
        return self.club_lines + self.member_lines

    @property
    def is_valid(self):
        return not any(line.faults for line in self.lines)

    def check(self, *, lock=False):
        """Read from the database what each line would do; with `lock`, nobody answers meanwhile."""
        clubs = ClubInvitation.objects.prefetch_related("category", "club")
        members = MemberInvitation.objects.prefetch_related("club_invitation")
        if lock:
            clubs, members = clubs.select_for_update(), members.select_for_update()
        school = SchoolData()
        of_clubs = ClubLines(self.by, school, clubs)
        rows = read_table(self.club_text, club_lines.FIELDS_BY_HEADING)
        self.club_lines = [of_clubs.check(*row) for row in rows]
        of_members = MemberLines(self.by, school, of_clubs.invitations, members)
        rows = read_table(self.member_text, member_lines.FIELDS_BY_HEADING)
        self.member_lines = [of_members.check(*row) for row in rows]

    @transaction.atomic
    def run(self):
        """Send the invitations that are new or changed; with a wrong line, none.

        Raises Refused with a wrong line.
        """
        list(SchoolDomain.objects.select_for_update().order_by("pk")[:1])  # one import at a time
        self.check(lock=True)
        if not self.is_valid:
            raise Refused(_("잘못된 줄이 있어서 아무것도 하지 않았어요."))
        for line in self.lines:
            line.write()
        if written := sum(line.is_written for line in self.lines):
            AuditLogEntry.objects.create(
                by=self.by, action=AuditLogEntry.Action.IMPORTED, detail=str(written)
            )
