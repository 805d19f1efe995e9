"""The import of clubs from a file: what each line would do, and doing it."""

from dataclasses import dataclass, field

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clubs.directory.categories import Category
from clubs.directory.models import Club
from clubs.imports.files import decoded, heading_key, read_table
from clubs.imports.forms import ClubLineForm
from clubs.imports.models import ClubInvitation
from kclub.errors import Conflict, Refused
from kclub.text.normalization import folded, normalized

HEADINGS = {
    "name": ["동아리 이름", "동아리", "이름", "name", "club"],
    "category": ["분야", "category"],
    "summary": ["한 줄 소개", "소개", "summary"],
    "email": ["회장 학교 메일", "회장 메일", "president's school mail", "president", "email"],
    "english_name": ["영어 이름", "english name"],
    "place": ["모이는 곳", "장소", "place"],
    "meets": ["모임", "모이는 때", "meets"],
    "fee": ["회비", "fee"],
}
FIELDS_BY_HEADING = {heading_key(h): name for name, known in HEADINGS.items() for h in known}


class Outcome(models.TextChoices):
    """What the import does with a line."""

    NEW = "new", gettext_lazy("새로 초대해요")
    CHANGED = "changed", gettext_lazy("초대를 바꿔요")
    SAME = "same", gettext_lazy("이미 있어요 (그대로)")
    WRONG = "wrong", gettext_lazy("잘못됐어요")


@dataclass
class Line:
    """One line of the file: its number in the spreadsheet, what becomes of it, and its faults."""

    number: int
    name: str
    outcome: Outcome
    faults: list[str] = field(default_factory=list)
    invitation: ClubInvitation | None = None
    to_send: bool = False

    def __str__(self):
        return f"{self.number}: {self.name or '–'}: {self.outcome.label}"


class ClubImport:
    """The lines of a file of clubs. Making it writes nothing; `run` does all or nothing."""

    def __init__(self, content, by):
        """Read the file; `by` is of the union. Raises Refused when it is no such table."""
        if not by.is_staff:
            raise Refused(_("동아리연합회만 동아리를 가져올 수 있어요."))
        self.by = by
        self.text = decoded(content)
        self.numbers = {}  # {folded name: number of its first line}
        invitations = ClubInvitation.objects.select_related("category", "club")
        self.invitations = {invitation.name_key: invitation for invitation in invitations}
        self.club_names = set(Club.objects.values_list("name_key", flat=True))
        self.lines = [self.check(*row) for row in read_table(self.text, FIELDS_BY_HEADING)]

    @property
    def is_valid(self):
        return not any(line.faults for line in self.lines)

    def check(self, number, cells):
        """Return the Line of a row."""
        name = normalized(cells.get("name", ""))
        key = folded(name)
        first = self.numbers.setdefault(key, number)
        if key and first != number:
            fault = _("%(number)s번째 줄과 같은 동아리예요.") % {"number": first}
            return Line(number, name, Outcome.WRONG, [fault])
        if key in self.club_names or self.is_accepted(key):
            return Line(number, name, Outcome.SAME)
        form = ClubLineForm(cells)
        if not form.is_valid():
            return Line(number, name, Outcome.WRONG, form.faults())
        return self.compare(number, key, form.cleaned_data)

    def is_accepted(self, key):
        invitation = self.invitations.get(key)
        return invitation is not None and invitation.status == ClubInvitation.Status.ACCEPTED

    def compare(self, number, key, fields):
        """Return the Line of a valid row: new, changed since it was imported, or the same.

        Only who was not invited yet, or whose invitation has expired, is sent a mail.
        """
        known = self.invitations.get(key)
        invitation = known or ClubInvitation(invited_by=self.by)
        changed = {name for name, value in fields.items() if getattr(known, name, None) != value}
        for name, value in fields.items():
            setattr(invitation, name, value)
        to_send = "email" in changed or invitation.has_expired
        outcome = Outcome.CHANGED if changed or to_send else Outcome.SAME
        outcome = outcome if known else Outcome.NEW
        return Line(number, fields["name"], outcome, invitation=invitation, to_send=to_send)

    @transaction.atomic
    def run(self):
        """Send the invitations that are new or changed; with a wrong line, none.

        Raises Refused with a wrong line, Conflict when another import came between.
        """
        if not self.is_valid:
            raise Refused(_("잘못된 줄이 있어서 아무것도 하지 않았어요."))
        list(Category.objects.select_for_update().order_by("pk")[:1])  # one import at a time
        try:
            for line in self.lines:
                if line.to_send:
                    line.invitation.send()
                elif line.outcome == Outcome.CHANGED:
                    line.invitation.save()
        except IntegrityError:
            raise Conflict(_("그 사이에 다른 사람이 가져왔어요. 다시 해 주세요.")) from None
