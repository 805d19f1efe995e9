"""Clubs by their status, by whether they recruit, and in their orders."""

from django.db.models import Case, Count, Q, Value, When
from django.utils import timezone

from accounts.models import is_student
from clubs.directory.search import ClubSearchQuerySet
from clubs.people.club.querysets import ClubPeopleQuerySet, has_member


class ClubQuerySet(ClubPeopleQuerySet, ClubSearchQuerySet):
    def open(self):
        """Clubs everyone may see."""
        return self.filter(status__in=self.model.OPEN)

    def submitted(self):
        """Clubs that wait for the union, the oldest first."""
        return self.filter(status=self.model.Status.SUBMITTED).order_by("submitted_at")

    def decided(self):
        """Clubs the union has decided on, the latest first."""
        waiting = self.model.Status.SUBMITTED
        return self.exclude(decided_at=None).exclude(status=waiting).order_by("-decided_at")

    def visible_to(self, user):
        """Clubs that are open, founded by the user, or closed with the user in them; the union sees all."""
        if user.is_staff:
            return self
        if not is_student(user):
            return self.open()
        theirs = Q(president=user) | (Q(status__in=self.model.CLOSED) & has_member(user))
        return self.filter(Q(status__in=self.model.OPEN) | theirs)

    def recruiting(self):
        """Clubs where somebody may apply today."""
        return self.filter(self._is_recruiting())

    def _is_recruiting(self):
        """Return `Club.is_recruiting` as a condition of the database."""
        today = timezone.localdate()
        started = Q(recruiting_from=None) | Q(recruiting_from__lte=today)
        goes_on = Q(recruiting_until=None) | Q(recruiting_until__gte=today)
        closed = Q(join_mode=self.model.JoinMode.CLOSED)
        return Q(status=self.model.Status.ACTIVE) & started & goes_on & ~closed

    def by_name(self):
        return self.order_by("name_key")

    def by_deadline(self):
        """Clubs in order of their deadlines: first the recruiting ones, of them those without one last."""
        urgency = Case(
            When(self._is_recruiting() & Q(recruiting_until__isnull=False), then=Value(0)),
            When(self._is_recruiting(), then=Value(1)),
            default=Value(2),
        )
        return self.order_by(urgency, "recruiting_until", "name_key")

    def by_activity(self):
        return self.order_by("-last_active_at", "name_key")

    def closing_soon(self):
        """Open clubs that still take people, the nearest deadline first."""
        dated = self.recruiting().exclude(recruiting_until=None)
        return dated.with_member_count().order_by("recruiting_until", "pk")

    def counts_by_kind(self):
        """Return how many clubs there are of each kind.

        A list of (slug of the category, join mode, whether it recruits, how many).
        """
        kinds = self.order_by().annotate(
            recruits=Case(When(self._is_recruiting(), then=True), default=False)
        )
        return list(kinds.values_list("category__slug", "join_mode", "recruits", Count("pk")))
