"""What pages of clubs show more than once."""

from django import template

from clubs.standing import standing_of

register = template.Library()


@register.simple_tag(takes_context=True)
def standing(context, club):
    """`{% standing club as mine %}`: how the viewer stands to the club, asked once per request."""
    return standing_of(context["request"], club)
