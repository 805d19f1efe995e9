"""The union's board of a term: every club, where its registration stands, and what it lacks."""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from clubs.directory.models import Club
from clubs.registration.checks import checks
from clubs.registration.models.consents import Consent
from clubs.registration.models.papers import Paper
from clubs.registration.models.registrations import Registration
from clubs.registration.models.rules import KINDS_BY_STANDING, Kind, PaperKind
from clubs.reports.models.activity_reports import ActivityReport
from clubs.term.roster import Roster, rosters

CLUBS_PER_PAGE = 50
NOT_BEGUN = "none"  # the state of a club that has written nothing


@dataclass
class Row:
    """A club on the board; `registration` is None before it has written anything."""

    club: Club
    registration: Registration | None
    kind: Kind
    roster: Roster
    checks: list

    @property
    def unmet(self):
        return [check for check in self.checks if check.keeps_from_filing]

    def lacks(self, rule):
        """Whether it does not meet one of the RULES."""
        return any(check.rule == rule for check in self.unmet)


class Board:
    """These clubs of a term with their rows, or where `lacks` names a rule, those that do not meet it.

    `rules` are the published ones by kind.
    """

    def __init__(self, term, rules, clubs, lacks=""):
        self.term, self.rules, self.clubs = term, rules, clubs
        self.lacking = None
        if lacks:
            self.lacking = [row for row in rows(term, clubs, rules) if row.lacks(lacks)]
        self.counts = self._counts_by_state()

    def _counts_by_state(self):
        """Return {state: number of clubs}, with NOT_BEGUN for those that have written nothing."""
        if self.lacking is not None:
            return Counter(row.club.registration_state for row in self.lacking)
        states = self.clubs.order_by().values(state=F("registration_state"))
        return {row["state"]: row["n"] for row in states.annotate(n=Count("pk"))}

    def page(self, state, number):
        """Return (the page of this number, its rows) of the clubs in the state, or of all without one."""
        if self.lacking is not None:
            found = [row for row in self.lacking if state in ("", row.club.registration_state)]
            page = Paginator(found, CLUBS_PER_PAGE).get_page(number)
            return page, page.object_list
        clubs = self.clubs.filter(registration_state=state) if state else self.clubs
        paginator = Paginator(clubs, CLUBS_PER_PAGE)
        paginator.count = self.counts.get(state, 0) if state else sum(self.counts.values())
        page = paginator.get_page(number)
        return page, rows(self.term, page.object_list, self.rules)


def clubs_with_states(term):
    """Return the clubs, each with `registration_state`, and its `registration` of the term if it has one.

    They are the open ones, and those the union has suspended, which may register. Each has its
    `accepted_reports`, those of the term before, and says with `has_advisor` and `has_<paper>` what
    its registration has.
    """
    own = FilteredRelation("registrations", condition=Q(registrations__term=term))
    listed = Club.objects.filter(status__in=[*Club.OPEN, Club.Status.SUSPENDED])
    listed = listed.annotate(registration=own).select_related(
        "category", "registration__assigned_to"
    )
    agreed = Consent.objects.agreed().filter(registration=OuterRef("registration__pk"))
    papers = Paper.objects.current().filter(registration=OuterRef("registration__pk"))
    there = {f"has_{kind}": Exists(papers.filter(kind=kind)) for kind in PaperKind.values}
    return listed.annotate(
        registration_state=Coalesce("registration__state", Value(NOT_BEGUN)),
        accepted_reports=ActivityReport.objects.accepted_before(term).number_of_club(),
        has_advisor=Exists(agreed),
        **there,
    )


def rows(term, clubs, rules):
    """Return a Row for each of the clubs, by two queries; `clubs` come from `clubs_with_states`.

    `rules` are the published ones by kind.
    """
    clubs = list(clubs)
    counted = rosters(term, clubs, with_members=False)
    return [row(club, rules, counted[club.pk]) for club in clubs]


def row(club, rules, roster):
    """Return the Row of a club; `rules` are the published ones of the term, by kind."""
    registration = getattr(club, "registration", None)
    kind = Kind(registration.kind) if registration else KINDS_BY_STANDING[club.standing][0]
    if kind not in rules:
        return Row(club, registration, kind, roster, [])
    papers = [each for each in PaperKind if getattr(club, f"has_{each.value}")]
    found = checks(rules[kind], roster, club.has_advisor, papers, club.accepted_reports)
    return Row(club, registration, kind, roster, found)
