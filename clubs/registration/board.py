"""The union's board of a term: every club, where its registration stands, and what it lacks."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from clubs.directory.models import Club
from clubs.registration.checks import checks
from clubs.registration.models.consents import Consent
from clubs.registration.models.papers import Paper
from clubs.registration.models.registrations import Registration
from clubs.registration.models.rules import KINDS_BY_STANDING, Kind
from clubs.reports.models.activity_reports import ActivityReport
from clubs.term.roster import Roster, rosters

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


def clubs_with_states(term):
    """Return the clubs, each with the `registration_state` of its registration in the term.

    They are the open ones, and those the union has suspended, which may register.
    """
    own = Registration.objects.filter(club=OuterRef("pk"), term=term)
    state = Coalesce(Subquery(own.values("state")[:1]), Value(NOT_BEGUN))
    listed = Club.objects.filter(status__in=[*Club.OPEN, Club.Status.SUSPENDED])
    return listed.annotate(registration_state=state)


def counts_by_state(term):
    """Return {state: number of clubs}, with NOT_BEGUN for those that have written nothing."""
    states = clubs_with_states(term).order_by().values(state=F("registration_state"))
    return {row["state"]: row["n"] for row in states.annotate(n=Count("pk"))}


def rows(term, clubs, rules):
    """Return a Row for each of the clubs, by three queries.

    It is one more where papers are asked for, and one where reports are.

    `rules` are the published ones by kind.
    """
    clubs = list(clubs)
    agreed = Consent.objects.agreed().filter(registration=OuterRef("pk"))
    found = Registration.objects.filter(term=term, club__in=clubs).select_related(
        "decided_by", "resolution"
    )
    found = found.annotate(has_advisor=Exists(agreed))
    registrations = {registration.club_id: registration for registration in found}
    counted = rosters(term, clubs, with_members=False)
    papers = paper_kinds(found) if any(each.papers for each in rules.values()) else {}
    asks_for_reports = any(each.min_reports for each in rules.values())
    reports = ActivityReport.objects.accepted_before(term, clubs) if asks_for_reports else {}
    return [
        row(
            club,
            registrations.get(club.pk),
            rules,
            counted[club.pk],
            papers.get(club.pk, ()),
            reports.get(club.pk, 0),
        )
        for club in clubs
    ]


def paper_kinds(registrations):
    """Return {club's key: set of the kinds of the papers there are} of these registrations."""
    found = defaultdict(set)
    papers = Paper.objects.current().filter(registration__in=registrations)
    for club, kind in papers.values_list("registration__club", "kind"):
        found[club].add(kind)
    return found


def row(club, registration, rules, roster, papers, reports):
    """Return the Row of a club; `rules` are the published ones of the term, by kind."""
    kind = Kind(registration.kind) if registration else KINDS_BY_STANDING[club.standing][0]
    found = rules.get(kind)
    has_advisor = bool(registration) and registration.has_advisor
    found_checks = checks(found, roster, has_advisor, papers, reports) if found else []
    return Row(club, registration, kind, roster, found_checks)
