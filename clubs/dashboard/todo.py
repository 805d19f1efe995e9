"""What waits in the clubs somebody runs, for the frame of every page, their home and /manage/."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from clubs.directory.models import Club
from clubs.moderation.models.cases import Case
from clubs.recruiting.models.applications import Application


def clubs_with_todo(user):
    """Return a list of the open clubs the user belongs to, by name, with what waits in each.

    Each has `is_run_by_viewer`, and for those it is true of `application_count`, `case_count` and
    their sum `todo_count`: the numbers on the tabs of its dashboard.
    """
    if not user.is_authenticated:
        return []
    run = Club.objects.run_by(user).filter(pk=OuterRef("pk"))
    clubs = list(
        Club.objects.open()
        .of(user)
        .by_name()
        .annotate(
            is_run_by_viewer=Exists(run),
            application_count=count_of_club(Application.objects.submitted()),
            case_count=count_of_club(Case.objects.undecided().decidable_by(user)),
        )
    )
    for club in clubs:
        club.todo_count = club.application_count + club.case_count
    return clubs


def count_of_club(queryset):
    """Return the number of the club's rows in the queryset, as an expression in a query of clubs."""
    rows = queryset.filter(club=OuterRef("pk")).order_by().values("club")
    counts = rows.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)
