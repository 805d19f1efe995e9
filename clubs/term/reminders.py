"""Reminders of members who have not confirmed their clubs yet."""

from clubs.term.models import Window
from kclub.daily_tasks import daily_task


@daily_task("members who have not confirmed their clubs, reminded")
def remind_to_confirm():
    """Remind once when a window has opened, 7 days and 1 day before it closes. Returns how many."""
    window = Window.objects.to_confirm()
    return window.remind() if window else 0
