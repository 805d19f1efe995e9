"""The lines of a file of members: an invitation for each who is no member yet."""

from difflib import get_close_matches

from django.utils.translation import gettext as _

from clubs.directory.models import Club
from clubs.imports.files import heading_key
from clubs.imports.forms import MemberLineForm
from clubs.imports.lines import Line
from clubs.imports.models.club_invitations import ClubInvitation
from clubs.imports.models.member_invitations import MemberInvitation
from clubs.people.models.memberships import Membership
from kclub.text.normalization import folded, normalized

HEADINGS = {
    "club": ["동아리", "동아리 이름", "club"],
    "email": ["학교 메일", "메일", "school mail", "email"],
    "name": ["이름", "name"],
    "role": ["역할", "role"],
}
FIELDS_BY_HEADING = {heading_key(h): name for name, known in HEADINGS.items() for h in known}


class MemberLines:
    """Checks the lines of a file of members.

    `coming` are the ClubInvitations by the folded names of their clubs, those of the same import
    among them; `invitations` the MemberInvitations there are, as a queryset.
    """

    def __init__(self, by, school, coming, invitations):
        self.by = by
        self.school = school
        self.coming = coming
        self.invitations = {(self.place_of(each), each.email): each for each in invitations}
        self.numbers = {}  # {(place, address): number of its first line}
        confirmed = Membership.objects.filter(user__emailaddress__verified=True)
        self.members = set(confirmed.values_list("club", "user__emailaddress__email"))

    def place_of(self, invitation):
        """Return what an invitation is to: the key of a club, or the name of one to be."""
        return invitation.club_id or invitation.club_invitation.name_key

    def check(self, number, cells):
        """Return the Line of a row."""
        form = MemberLineForm(cells, self.school)
        faults = [] if form.is_valid() else form.faults()
        club = self.find_club(form.cleaned_data.get("club", ""))
        if club is None and "club" in form.cleaned_data:
            faults.append(self.unknown_club(form.cleaned_data["club"]))
        if isinstance(club, Club) and club.status != Club.Status.ACTIVE:
            faults.append(_("동아리: 지금은 새 부원을 받지 않는 동아리예요."))
        name = " · ".join(filter(None, map(normalized, [cells.get("club"), cells.get("email")])))
        if faults:
            return Line(number, name, faults=faults)
        return self.invite(Line(number, name), club, form.cleaned_data)

    def invite(self, line, club, fields):
        """Decide what becomes of a valid line to a Club or a ClubInvitation. Returns the line."""
        key = (club.pk if isinstance(club, Club) else club.name_key, fields["email"])
        first = self.numbers.setdefault(key, line.number)
        if first != line.number:
            fault = _("%(number)s번째 줄과 같은 사람이에요.") % {"number": first}
            return Line(line.number, line.name, faults=[fault])
        invitation = self.invitations.get(key)
        if key in self.members or self.presides(club, fields["email"]):
            return line
        if invitation and invitation.status not in MemberInvitation.UNANSWERED:
            return line
        to = {"club": club} if isinstance(club, Club) else {"club_invitation": club}
        invitation = invitation or MemberInvitation(invited_by=self.by, **to)
        return line.compare(invitation, {name: fields[name] for name in ("email", "name", "role")})

    def find_club(self, name):
        """Return the Club of that name, or the ClubInvitation by which it is to be, or None."""
        key = folded(name)
        invitation = self.coming.get(key)
        if key in self.school.clubs or invitation is None:
            return self.school.clubs.get(key)
        return invitation if invitation.status in ClubInvitation.UNANSWERED else invitation.club

    def unknown_club(self, name):
        """Return the sentence about a name that no club has."""
        known = {each.name for each in [*self.school.clubs.values(), *self.coming.values()]}
        if near := get_close_matches(normalized(name), known, 1, 0.5):
            return _("동아리: 없는 동아리예요. ‘%(near)s’인가요?") % {"near": near[0]}
        return _("동아리: 없는 동아리예요. 동아리 파일에 먼저 적어 주세요.")

    def presides(self, club, email):
        """Whether the address is invited to preside over the club to be."""
        return isinstance(club, ClubInvitation) and club.email == email
