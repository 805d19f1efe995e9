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
    departments: dict = field(default_factory=dict)  # {(college, name): [attending, on leave]}

    @property
    def confirmed(self):
        return self.attending + self.on_leave

    @property
    def colleges(self):
        """How many of them are of each college, as {name of the college: number}."""
        colleges = {}
        for (college, _name), numbers in self.departments.items():
            colleges[college] = colleges.get(college, 0) + sum(numbers)
        return colleges


def rosters(term, clubs, with_members=True):
    """Return {key of the club: Roster} for each of the clubs, by two queries.

    It is one query less where nobody asks how many members there are.
    """
    keys = [club.pk for club in clubs]
    found = {key: Roster() for key in keys}
    members = Membership.objects.filter(club__in=keys).order_by().values_list("club")
    for key, number in members.annotate(n=Count("pk")) if with_members else ():
        found[key].members = number
    counting = counting_confirmations(term, keys)
    names = [f"user__enrolments__{name}" for name in ("department__college", "department__name")]
    names = ("club", *names, "user__enrolments__status")
    for key, college, name, status, number in (
        counting.order_by().values_list(*names).annotate(n=Count("pk"))
    ):
        roster, is_on_leave = found[key], status == Enrolment.Status.LEAVE
        roster.departments.setdefault((college, name), [0, 0])[is_on_leave] += number
        roster.on_leave += number * is_on_leave
        roster.attending += number * (not is_on_leave)
    return found


def counting_confirmations(term, keys):
    """Return the Confirmations that count of the clubs with these keys: of verified, enrolled members."""
    is_member = Exists(Membership.objects.filter(club=OuterRef("club"), user=OuterRef("user")))
    return Confirmation.objects.filter(
        is_member,
        club__in=keys,
        term=term,
        user__verified_at__isnull=False,
        user__enrolments__term=term,
        user__enrolments__status__in=COUNTING,
    )
