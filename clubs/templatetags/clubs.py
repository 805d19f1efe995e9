"""What pages of clubs show more than once."""

from django import template

from clubs.directory.models import Club
from clubs.directory.viewer_status import viewer_status_of
from clubs.moderation.models import Case
from clubs.people.models.presidency import Claim
from clubs.union.models import Replacement

register = template.Library()


@register.filter
def at(counts, key):
    """`{{ counts|at:key }}`, where the key is only known to the template."""
    return counts[key]


@register.simple_tag(takes_context=True)
def standing(context, club):
    """`{% standing club as mine %}`: how the viewer stands to the club, asked once per request."""
    return viewer_status_of(context["request"], club)


@register.simple_tag(takes_context=True)
def desk_todo(context, club):
    """`{% desk_todo club as todo %}`: what waits for the club's officers, asked once per request."""
    asked = vars(context["request"]).setdefault("desk_todos", {})
    if club.pk not in asked:
        counts = context.get("counts") or club.applications.count_by_status()
        cases = club.cases.undecided().decidable_by(context["user"]).count()
        asked[club.pk] = {
            "applications": counts["submitted"],
            "overdue": counts["overdue"],
            "cases": cases,
        }
    return asked[club.pk]


@register.simple_tag(takes_context=True)
def union_todo(context):
    """`{% union_todo as todo %}`: what waits for the union, by kind."""
    cases = Case.objects.undecided().of_union().decidable_by(context["user"])
    presidents = Claim.objects.undecided().count() + Replacement.objects.undecided().count()
    return {
        "clubs": Club.objects.submitted().count(),
        "cases": cases.count(),
        "presidents": presidents,
    }
