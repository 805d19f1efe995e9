"""What pages of clubs show more than once."""

from django import template

from clubs.models import Case, Club
from clubs.standing import standing_of

register = template.Library()


@register.simple_tag(takes_context=True)
def standing(context, club):
    """`{% standing club as mine %}`: how the viewer stands to the club, asked once per request."""
    return standing_of(context["request"], club)


@register.simple_tag(takes_context=True)
def union_todo(context):
    """`{% union_todo as todo %}`: what waits for the union, by kind."""
    cases = Case.objects.undecided().of_union().decidable_by(context["user"])
    return {"clubs": Club.objects.submitted().count(), "cases": cases.count()}
