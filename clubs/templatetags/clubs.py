"""What pages of clubs show more than once."""

from django import template

from clubs.standing import Standing

register = template.Library()


@register.simple_tag(takes_context=True)
def standing(context, club):
    """`{% standing club as mine %}`: how the viewer stands to the club, asked once per request."""
    request = context["request"]
    asked = vars(request).setdefault("standings", {})
    return asked.setdefault(club.pk, Standing(club, request.user))
