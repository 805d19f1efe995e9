"""The counters in the frame of every page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def badges(request):
    """Render the counters for htmx, which puts them into the frame.

    `?on=` is "home" or "manage" for these pages, whose lists of what waits come as well, and "desk"
    for the pages of a dashboard.
    """
    return render(request, "kclub/badges.html", {"on": request.GET.get("on")})
