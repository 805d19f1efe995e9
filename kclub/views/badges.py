"""The counters in the frame of every page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def badges(request):
    """Render the counters for htmx, which puts them into the frame."""
    return render(request, "kclub/badges.html")
