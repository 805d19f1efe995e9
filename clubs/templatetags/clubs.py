"""What templates of clubs need beyond Django's own tags and filters."""

from django import template

register = template.Library()


@register.filter
def at(counts, key):
    """`{{ counts|at:key }}`: the value at a key that only the template knows."""
    return counts[key]
