"""What waits for the union: the querysets of its lists, and how many are in each."""

from django.db.models import Exists, Func, IntegerField, OuterRef, Subquery

from accounts.models import User
from clubs.directory.models import Club
from clubs.moderation.models.cases import Case
from clubs.people.models.claims import Claim
from clubs.recruiting.models.applications import Application
from clubs.recruiting.models.querysets import OVERDUE_FOR_UNION_AFTER
from clubs.union.models.recoveries import Recovery
from clubs.union.models.replacements import Replacement


def union_todo(user):
    """Return the numbers of what waits for `user`, a member of the union, by one query.

    {"clubs": submitted clubs, "cases": undecided cases, "presidents": claims and replacements,
    "people": recoveries to confirm, "overdue": clubs with overdue applications, "all": their sum}
    """
    lists = {
        "clubs": count(Club.objects.submitted()),
        "cases": count(cases_of_union(user).undecided()),
        "presidents": count(Claim.objects.undecided()) + count(Replacement.objects.undecided()),
        "people": count(Recovery.objects.waiting_for(user)),
        "overdue": count(clubs_with_overdue_applications()),
    }
    numbers = User.objects.filter(pk=user.pk).values_list(*lists.values()).get()
    counts = dict(zip(lists, numbers, strict=True))
    return counts | {"all": sum(counts.values())}


def cases_of_union(user):
    """Return the cases that `user`, a member of the union, may decide for it."""
    return Case.objects.of_union().decidable_by(user)


def clubs_with_overdue_applications():
    """Return the clubs whose officers have left applications unanswered for two weeks."""
    overdue = Application.objects.overdue(OVERDUE_FOR_UNION_AFTER).filter(club=OuterRef("pk"))
    return Club.objects.filter(Exists(overdue))


def count(queryset):
    """Return the number of rows of the queryset, as an expression in another query."""
    number = Func("pk", function="COUNT", output_field=IntegerField())
    return Subquery(queryset.order_by().values(n=number))
