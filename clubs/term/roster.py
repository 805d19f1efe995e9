"""Rosters: how many members of clubs count in a term, in numbers without names."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef

from accounts.models.enrolments import COUNTING, Enrolment
from clubs.people.models.memberships import Membership
from clubs.term.models import Confirmation


@dataclass
class Roster:
    """The members of a club, and how many of them count: verified, enrolled and confirmed."""

    members: int = 0
    attending: int = 0
    on_leave: int = 0
    colleges: dict = field(default_factory=dict)  # {name of the college: how many count}

    @property
    def confirmed(self):
        return self.attending + self.on_leave


def rosters(term, clubs):
    """Return {key of the club: Roster} for each of the clubs, by two queries."""
    keys = [club.pk for club in clubs]
    found = {key: Roster() for key in keys}
    members = Membership.objects.filter(club__in=keys).order_by().values_list("club")
    for key, number in members.annotate(n=Count("pk")):
        found[key].members = number
    is_member = Exists(Membership.objects.filter(club=OuterRef("club"), user=OuterRef("user")))
    counting = Confirmation.objects.filter(
        is_member,
        club__in=keys,
        term=term,
        user__verified_at__isnull=False,
        user__enrolments__term=term,
        user__enrolments__status__in=COUNTING,
    )
    names = ("club", "user__enrolments__department__college", "user__enrolments__status")
    for key, college, status, number in (
        counting.order_by().values_list(*names).annotate(n=Count("pk"))
    ):
        roster = found[key]
        roster.colleges[college] = roster.colleges.get(college, 0) + number
        if status == Enrolment.Status.LEAVE:
            roster.on_leave += number
        else:
            roster.attending += number
    return found
