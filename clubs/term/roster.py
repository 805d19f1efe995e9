"""Rosters: how many members of clubs count in a term, in numbers without names."""

from dataclasses import dataclass, field
from datetime import datetime, time

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import Term
from accounts.models.enrolments import COUNTING, Enrolment
from clubs.people.models.memberships import Membership
from clubs.term.models import Confirmation, Window
from clubs.term.term_erasing import TERMS_KEPT


@dataclass
class Roster:
    """The members of a club, and how many of them count: verified, enrolled and confirmed.

    Who has finished may confirm too, and does not count.
    """

    members: int = 0
    attending: int = 0
    on_leave: int = 0
    finished: int = 0
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
    given = confirmations_of(term, keys, Enrolment.Status.values)
    names = [f"user__enrolments__{name}" for name in ("department__college", "department__name")]
    names = ("club", *names, "user__enrolments__status")
    for key, college, name, status, number in (
        given.order_by().values_list(*names).annotate(n=Count("pk"))
    ):
        roster, is_on_leave = found[key], status == Enrolment.Status.LEAVE
        if status not in COUNTING:
            roster.finished += number
            continue
        roster.departments.setdefault((college, name), [0, 0])[is_on_leave] += number
        roster.on_leave += number * is_on_leave
        roster.attending += number * (not is_on_leave)
    return found


def past_members(club):
    """Return the Memberships of those who have confirmed for two terms, and since, nothing.

    They are members as before; who joined later than that is none of them.
    """
    over = Term.objects.filter(ends_on__lt=timezone.localdate()).order_by("-ends_on")
    terms = list(over[:TERMS_KEPT])
    if len(terms) < TERMS_KEPT:
        return club.memberships.none()
    since = terms[-1].starts_on
    given = Confirmation.objects.filter(
        club=club, user=OuterRef("user"), term__starts_on__gte=since
    )
    begun = timezone.make_aware(datetime.combine(since, time.min))
    return club.memberships.filter(~Exists(given), joined_at__lt=begun)


def counting_confirmations(term, keys):
    """Return the Confirmations that count of the clubs with these keys."""
    return confirmations_of(term, keys, COUNTING)


def confirmations_of(term, keys, statuses):
    """Return the Confirmations of verified members of the clubs with these keys, by enrolment."""
    is_member = Exists(Membership.objects.filter(club=OuterRef("club"), user=OuterRef("user")))
    has_number = Q(user__enrolments__student_number__isnull=False)
    given = Confirmation.objects.filter(
        is_member,
        has_number | ~Q(window__roster_detail=Window.RosterDetail.NUMBERS),
        club__in=keys,
        term=term,
        user__verified_at__isnull=False,
        user__enrolments__term=term,
        user__enrolments__status__in=statuses,
    )
    if settings.RENEW_VERIFICATION:
        given = given.filter(user__verified_at__gte=F("window__opens_at"))
    return given
