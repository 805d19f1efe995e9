"""The numbers of what waits for the officers of a club, for the tabs of their pages."""

from django.utils.functional import cached_property


class OfficerTodo:
    """The numbers of what waits in `club` for its officer `user`; counted when first used."""

    def __init__(self, club, user):
        self.club, self.user = club, user

    @cached_property
    def application_counts(self):
        """The number of applications of each status, and of those that wait too long: "overdue"."""
        return self.club.applications.count_by_status()

    @property
    def applications(self):
        """The number of applications that wait for a decision."""
        return self.application_counts["submitted"]

    @property
    def overdue(self):
        """The number of applications that wait too long."""
        return self.application_counts["overdue"]

    @cached_property
    def inquiries(self):
        """The number of questions to the club that wait for an answer."""
        return self.club.inquiries.unanswered().count()

    @cached_property
    def cases(self):
        """The number of undecided cases that the user may decide."""
        return self.club.cases.undecided().decidable_by(self.user).count()
