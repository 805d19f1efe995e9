"""The page with a form that was sent without a session, to be sent after the log-in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kclub.sent_forms import kept_form
from kclub.shortcuts import see_other


@login_required
@require_safe
def unsent(request):
    """Show the kept form, filled in and unsent; without one, the front page."""
    form = kept_form(request)
    return render(request, "kclub/unsent.html", {"sent": form}) if form else see_other("home")
