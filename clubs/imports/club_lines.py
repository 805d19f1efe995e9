"""The lines of a file of clubs: an invitation to preside for each that is not there yet."""

from django.utils.translation import gettext as _

from clubs.imports.files import heading_key
from clubs.imports.forms import ClubLineForm
from clubs.imports.lines import Line
from clubs.imports.models.club_invitations import ClubInvitation
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


class ClubLines:
    """Checks the lines of a file of clubs. `invitations` are those there are, as a queryset."""

    def __init__(self, by, school, invitations):
        self.by = by
        self.addresses = set(by.emailaddress_set.values_list("email", flat=True))
        self.school = school
        self.invitations = {each.name_key: each for each in invitations}
        self.numbers = {}  # {folded name: number of its first line}
        self.owners = {}  # {folded name, in either language: folded name of the club to be}
        for key, invitation in self.invitations.items():
            if invitation.status in ClubInvitation.UNANSWERED and invitation.english_name:
                self.owners.setdefault(folded(invitation.english_name), key)

    def check(self, number, cells):
        """Return the Line of a row."""
        name = normalized(cells.get("name", ""))
        key = folded(name)
        first = self.numbers.setdefault(key, number)
        if key and first != number:
            fault = _("%(number)s번째 줄과 같은 동아리예요.") % {"number": first}
            return Line(number, name, faults=[fault])
        if key in self.school.clubs or self.is_accepted(key):
            return Line(number, name)
        form = ClubLineForm(cells, self.school)
        faults = [] if form.is_valid() else form.faults()
        faults += self.faults_beside_others(key, form.cleaned_data)
        if faults:
            return Line(number, name, faults=faults)
        warnings = self.warnings(name)
        self.school.open_names.extend(filter(None, [name, form.cleaned_data["english_name"]]))
        invitation = self.invitations.setdefault(key, ClubInvitation(invited_by=self.by))
        invitation.name_key = key
        return Line(number, name, warnings=warnings).compare(invitation, form.cleaned_data)

    def is_accepted(self, key):
        invitation = self.invitations.get(key)
        return invitation is not None and invitation.status == ClubInvitation.Status.ACCEPTED

    def faults_beside_others(self, key, fields):
        """Return what is wrong with valid fields of a line beside other lines and the union."""
        faults = []
        english_key = folded(fields.get("english_name", ""))
        if key and self.owners.setdefault(key, key) != key:
            faults.append(_("동아리 이름: 다른 동아리의 영어 이름이에요."))
        if english_key and self.owners.setdefault(english_key, key) != key:
            faults.append(_("영어 이름: 다른 줄이나 초대에 이미 있는 이름이에요."))
        if fields.get("email") in self.addresses:
            faults.append(_("회장 학교 메일: 내 동아리는 다른 사람이 가져와야 해요."))
        return faults

    def warnings(self, name):
        """Return a sentence about clubs with almost the same name, here or in lines above."""
        if names := self.school.names_like(name):
            sentence = _("비슷한 이름이 있어요: %(names)s. 같은 동아리인지 봐 주세요.")
            return [sentence % {"names": ", ".join(names)}]
        return []
