"""What a club lacks to be registered: each rule as a sentence, and what would help."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from clubs.registration.models.rules import PaperKind

RULES = {  # by which the board of the union is filtered
    "members": _("부원"),
    "colleges": _("단과대"),
    "departments": _("학과"),
    "share": _("한 학과의 비율"),
    "reports": _("지난 학기 활동보고서"),
    "advisor": _("지도교수 동의"),
    "papers": _("서류"),
}
MEMBERS = _("부원 %(has)s / %(needs)s")
COLLEGES = _("단과대 %(has)s / %(needs)s")
DEPARTMENTS = _("학과 %(has)s / %(needs)s")
SHARE = _("한 학과의 비율 %(has)s%% / %(needs)s%% 이하")
ADVISOR = _("지도교수 동의")
ASK_AN_ADVISOR = _("지도교수님께 부탁해서 동의를 받아 주세요")
REPORTS = _("지난 학기 활동보고서 %(has)s / %(needs)s")
PAPER = _("서류: %(paper)s")
HAND_IT_IN = _("PDF로 올려 주세요")
MORE_MEMBERS = ngettext_lazy("한 명만 더 확인하면 돼요", "%(n)s명이 더 확인하면 돼요", "n")
MORE_REPORTS = ngettext_lazy(
    "지난 학기에 인정된 것이 %(n)s개 모자라요", "지난 학기에 인정된 것이 %(n)s개 모자라요", "n"
)
MORE_PLACES = ngettext_lazy("한 곳만 더", "%(n)s곳 더", "n")
MORE_OTHERS = ngettext_lazy("다른 학과에서 한 명만 더", "다른 학과에서 %(n)s명 더", "n")


@dataclass(frozen=True)
class Check:
    """One rule held against what a club has; `what_helps` is empty where it is met.

    A wish that is not met keeps nobody from filing. `rule` is one of RULES.
    """

    rule: str
    sentence: str
    has: int
    needs: int
    what_helps: str = ""
    is_wish: bool = False
    may_be_excused: bool = True  # by a reason, where the rules allow exceptions

    @property
    def met(self):
        return not self.what_helps

    @property
    def keeps_from_filing(self):
        return not (self.met or self.is_wish)


def checks(rules, roster, has_advisor=False, papers=(), reports=0):
    """Return the Checks by these Rules of a club with this Roster; those that ask for nothing left out.

    `has_advisor` says whether an advisor has agreed; `papers` are the PaperKinds that are there,
    and `reports` how many activity reports of the term before the union has accepted.
    """
    count = Count(rules, roster)
    found = [members(rules, count)]
    if rules.min_colleges:
        found.append(colleges(rules, count))
    if rules.min_departments:
        found.append(departments(rules, count))
    if rules.max_share < 100:
        found.append(share(rules, count))
    if rules.min_reports:
        missing = rules.min_reports - reports
        numbers = (reports, rules.min_reports, missing)
        found.append(check("reports", REPORTS, *numbers, MORE_REPORTS))
    if rules.advisor:
        found.append(advisor(rules, has_advisor))
    return found + [paper(kind, kind in papers) for kind in rules.papers]


class Count:
    """The people of a Roster that count by these Rules, where not all on leave may."""

    def __init__(self, rules, roster):
        most = rules.max_leave_share
        self.on_leave = roster.on_leave
        if most < 100:
            self.on_leave = min(roster.on_leave, roster.attending * most // (100 - most))
        self.members = roster.attending + self.on_leave
        self.departments = {
            name: attending + on_leave * bool(most)
            for name, (attending, on_leave) in roster.departments.items()
            if attending or (on_leave and most)
        }

    @property
    def colleges(self):
        """How many colleges the people are of."""
        return len({college for college, _department in self.departments})

    @property
    def largest(self):
        """How many people the largest department has."""
        return max(self.departments.values(), default=0)

    @property
    def largest_share(self):
        """The share of the largest department, in whole %."""
        total = sum(self.departments.values())
        return round(100 * self.largest / total) if total else 0


def members(rules, count):
    missing = rules.min_members - count.members
    return check("members", MEMBERS, count.members, rules.min_members, missing, MORE_MEMBERS)


def colleges(rules, count):
    missing = rules.min_colleges - count.colleges
    return check("colleges", COLLEGES, count.colleges, rules.min_colleges, missing, MORE_PLACES)


def departments(rules, count):
    has, needs = len(count.departments), rules.min_departments
    return check("departments", DEPARTMENTS, has, needs, needs - has, MORE_PLACES)


def share(rules, count):
    total = sum(count.departments.values())
    missing = -(-100 * count.largest // rules.max_share) - total  # people of other departments
    return check("share", SHARE, count.largest_share, rules.max_share, missing, MORE_OTHERS)


def advisor(rules, has_advisor):
    what_helps = "" if has_advisor else str(ASK_AN_ADVISOR)
    is_wish = rules.advisor == rules.Advisor.WISHED
    has = int(has_advisor)
    return Check("advisor", str(ADVISOR), has, 1, what_helps, is_wish, may_be_excused=False)


def paper(kind, is_there):
    sentence = PAPER % {"paper": PaperKind(kind).label}
    what_helps = "" if is_there else str(HAND_IT_IN)
    return Check("papers", sentence, int(is_there), 1, what_helps, may_be_excused=False)


def check(rule, sentence, has, needs, missing, more):
    """Return the Check of a rule for which so many are missing; `more` says what would help."""
    what_helps = more % {"n": missing} if missing > 0 else ""
    return Check(rule, sentence % {"has": has, "needs": needs}, has, needs, what_helps)
