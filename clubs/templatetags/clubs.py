"""What pages of clubs show more than once."""

from django import template

from clubs.standing import Standing

register = template.Library()


@register.simple_tag(takes_context=True)
def standing(context, club):
    """`{% standing club as mine %}`: how the viewer stands to the club."""
    return Standing(club, context["request"].user)
