"""Who came to which events of a term, as a table of people by events."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clubs.events.models.attendances import Attendance


class Row(NamedTuple):
    """One person, whether they are a member now, and whether they came to each of the events."""

    person: User
    is_member: bool
    cells: list
    total: int


class AttendanceTable:
    """The attendance at a club's events of a term; events at which nobody has attended are left out.

    `events` have `total`, the number of those who came, guests among them. `rows` are the members and, after
    them, others who came. Struck attendances do not count. It costs three queries.
    """

    def __init__(self, club, term):
        self.club, self.term = club, term
        counted = Attendance.objects.counted()
        taken = Q(Exists(counted.filter(event=OuterRef("pk")))) | Q(guest_count__gt=0)
        in_term = {"starts_at__gte": term.starts_at, "starts_at__lt": term.ends_at}
        self.events = list(club.events.not_cancelled().filter(taken, **in_term))
        present = set(counted.filter(event__in=self.events).values_list("user_id", "event_id"))
        self.rows = [self._row(person, present) for person in self._people(present)]
        came = Counter(event_id for _user_id, event_id in present)
        for event in self.events:
            event.total = came[event.pk] + event.guest_count
        self.guest_count = sum(event.guest_count for event in self.events)
        self.total = sum(event.total for event in self.events)

    def _people(self, present):
        """Return the members, and others of `present`, with `is_member`; by their names."""
        membership = self.club.memberships.filter(user=OuterRef("pk"))
        came = {user_id for user_id, _event_id in present}
        users = User.objects.annotate(is_member=Exists(membership))
        users = users.filter(Q(is_member=True) | Q(pk__in=came))
        return users.order_by("-is_member", "display_name", "pk")

    def _row(self, person, present):
        cells = [(person.pk, event.pk) in present for event in self.events]
        return Row(person, person.is_member, cells, sum(cells))

    def people(self):
        """Return the users in the table, as a queryset."""
        return User.objects.filter(pk__in=[row.person.pk for row in self.rows])

    def csv_rows(self):
        """Yield the header, a row per person, and below them the guests and the totals."""
        days = [f"{timezone.localtime(event.starts_at):%Y-%m-%d} {event}" for event in self.events]
        yield [_("이름"), _("아이디"), *days, _("합계")]
        for row in self.rows:
            marks = ["O" if came else "" for came in row.cells]
            yield [row.person, row.person.username, *marks, row.total]
        guests = [event.guest_count for event in self.events]
        yield [_("손님"), "", *guests, self.guest_count]
        yield [_("합계"), "", *[event.total for event in self.events], self.total]
