"""Who was at an activity is forgotten two terms later; how many they were stays."""

from clubs.reports.models.activity_reports import ActivityReportPerson
from clubs.term.term_erasing import old_terms
from kclub.daily_tasks import daily_task


@daily_task("people of activity reports of terms that ended two terms ago, forgotten")
def forget_people():
    """Take the users from the reports of old terms. Returns how many."""
    people = ActivityReportPerson.objects.filter(report__term__in=old_terms())
    return people.exclude(user=None).update(user=None)
