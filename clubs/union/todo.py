"""The numbers of what waits for the union, for the tabs of its pages."""

from clubs.directory.models import Club
from clubs.moderation.models.cases import Case
from clubs.people.models.claims import Claim
from clubs.union.models import Replacement


def union_todo(user):
    """Return the numbers of what waits for `user`, a member of the union.

    {"clubs": submitted clubs, "cases": undecided cases, "presidents": claims and replacements}
    """
    cases = Case.objects.undecided().of_union().decidable_by(user)
    presidents = Claim.objects.undecided().count() + Replacement.objects.undecided().count()
    return {
        "clubs": Club.objects.submitted().count(),
        "cases": cases.count(),
        "presidents": presidents,
    }
