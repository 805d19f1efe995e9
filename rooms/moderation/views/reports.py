"""Reports of messages."""

from django.contrib.auth.decorators import login_required

from clubs.moderation.views.reports import report_form
from rooms.messages.views.base import get_message


@login_required
def report(request, slug, number):
    """Report a message to the people who decide about it."""
    return report_form(request, get_message(request.user, slug, number))
