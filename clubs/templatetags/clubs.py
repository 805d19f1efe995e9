"""Template filters of clubs."""

from django import template

register = template.Library()


@register.filter
def at(counts, key):
    """Return `counts[key]`, for a key that is a variable: `{{ counts|at:key }}`."""
    return counts[key]
