"""What waits in somebody's clubs, for the frame of every page, their home and /manage/."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from clubs.directory.models import Club
from clubs.moderation.models.cases import Case
from clubs.people.models.offers import Offer
from clubs.questions.models.inquiries import Inquiry
from clubs.recruiting.models.applications import Application


def clubs_with_todo(user):
    """Return a list of the open clubs the user belongs to, by name, with what waits in each.

    Each has `is_run_by_viewer`; `application_count`, `case_count` and `inquiry_count`, as on its
    dashboard, 0 where the user does not run it; `is_offered`, whether its presidency is offered
    to the user; `todo_count`, the sum of all; and `todo_url`, the page that leads to it.
    """
    if not user.is_authenticated:
        return []
    run = Club.objects.run_by(user).filter(pk=OuterRef("pk"))
    offers = Offer.objects.pending().filter(club=OuterRef("pk"), successor=user)
    clubs = list(
        Club.objects.open()
        .of(user)
        .by_name()
        .annotate(
            is_run_by_viewer=Exists(run),
            is_offered=Exists(offers),
            application_count=count_of_club(Application.objects.submitted()),
            case_count=count_of_club(Case.objects.undecided().decidable_by(user)),
            inquiry_count=count_of_club(Inquiry.objects.unanswered()),
        )
    )
    for club in clubs:
        if not club.is_run_by_viewer:
            club.application_count = club.case_count = club.inquiry_count = 0
        waiting = club.application_count + club.case_count + club.inquiry_count
        club.todo_count = waiting + club.is_offered
        club.todo_url = url_of(club, waiting)
    return clubs


def url_of(club, waiting):
    """Return where the user does what waits: the dashboard, or the page of the presidency.

    `waiting` is the number of what waits besides an offered presidency.
    """
    if club.is_offered and not waiting:
        return club.presidency_url
    return reverse("clubs:dashboard", args=[club.slug])


def count_of_club(queryset):
    """Return the number of the club's rows in the queryset, as an expression in a query of clubs."""
    rows = queryset.filter(club=OuterRef("pk")).order_by().values("club")
    counts = rows.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)
