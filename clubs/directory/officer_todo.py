"""What waits for the officers of a club, as the tabs of their pages show it."""

from django.utils.functional import cached_property


class OfficerTodo:
    """What waits in `club` for `user`, one of its officers; counted when it is first shown."""

    def __init__(self, club, user):
        self.club, self.user = club, user

    @cached_property
    def application_counts(self):
        """How many applications there are by status, and how many wait too long under "overdue"."""
        return self.club.applications.count_by_status()

    @property
    def applications(self):
        """How many applications wait for a decision."""
        return self.application_counts["submitted"]

    @property
    def overdue(self):
        """How many applications wait too long."""
        return self.application_counts["overdue"]

    @cached_property
    def cases(self):
        """How many reported things the user may decide about."""
        return self.club.cases.undecided().decidable_by(self.user).count()
