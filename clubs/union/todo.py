"""What waits for the union, as the tabs of its pages show it."""

from clubs.directory.models import Club
from clubs.moderation.models.cases import Case
from clubs.people.models.claims import Claim
from clubs.union.models import Replacement


def union_todo(user):
    """Return how many things wait for `user`, a member of the union: {"clubs": 2, "cases": 0, …}."""
    cases = Case.objects.undecided().of_union().decidable_by(user)
    presidents = Claim.objects.undecided().count() + Replacement.objects.undecided().count()
    return {
        "clubs": Club.objects.submitted().count(),
        "cases": cases.count(),
        "presidents": presidents,
    }
