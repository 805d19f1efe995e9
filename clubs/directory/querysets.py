"""Clubs by their status, by whether they recruit, and in their orders."""

from django.db.models import Case, Count, Q, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import is_student
from clubs.directory.search import ClubSearchQuerySet
from clubs.people.club.querysets import ClubPeopleQuerySet, has_member


class ClubQuerySet(ClubPeopleQuerySet, ClubSearchQuerySet):
    """Clubs as pages and rules ask for them."""

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
        """Clubs that the user may see.

        The union sees all; students see open clubs, those they preside, and closed ones that they
        belong to; everybody else sees open clubs.
        """
        if user.is_staff:
            return self
        if not is_student(user):
            return self.open()
        presided = Q(president=user)
        closed_as_member = Q(status__in=self.model.CLOSED) & has_member(user)
        return self.filter(Q(status__in=self.model.OPEN) | presided | closed_as_member)

    def recruiting(self):
        """Clubs to which students may apply today."""
        return self.filter(self._is_recruiting())

    def _is_recruiting(self):
        """Return `Club.is_recruiting` as a Q object."""
        today = timezone.localdate()
        started = Q(recruiting_from=None) | Q(recruiting_from__lte=today)
        not_ended = Q(recruiting_until=None) | Q(recruiting_until__gte=today)
        closed = Q(join_mode=self.model.JoinMode.CLOSED)
        return Q(status=self.model.Status.ACTIVE) & started & not_ended & ~closed

    def by_name(self):
        """Clubs by their names in the reader's language."""
        if get_language() == "en":
            return self.order_by(Coalesce(NullIf("english_key", Value("")), "name_key"))
        return self.order_by("name_key")

    def by_deadline(self):
        """Clubs by deadline: recruiting ones first, of these the ones without a deadline last."""
        urgency = Case(
            When(self._is_recruiting() & Q(recruiting_until__isnull=False), then=Value(0)),
            When(self._is_recruiting(), then=Value(1)),
            default=Value(2),
        )
        return self.order_by(urgency, "recruiting_until", "name_key")

    def by_fit(self):
        """Clubs that `matching` has found, the best fit first, then by deadline."""
        if "search_rank" not in self.query.annotations:
            return self.by_deadline()
        return self.by_deadline().order_by("search_rank", *self.by_deadline().query.order_by)

    def by_activity(self):
        return self.order_by("-last_active_at", "name_key")

    def closing_soon(self):
        """Recruiting clubs that have a deadline, the nearest first, with `member_count`."""
        with_deadline = self.recruiting().exclude(recruiting_until=None)
        return with_deadline.with_member_count().order_by("recruiting_until", "pk")

    def counts_by_kind(self):
        """Return the number of clubs of each kind.

        A list of tuples: slug of the category, join mode, standing, whether they recruit, number.
        """
        kinds = self.order_by().annotate(
            recruits=Case(When(self._is_recruiting(), then=True), default=False)
        )
        names = ("category__slug", "join_mode", "standing", "recruits")
        return list(kinds.values_list(*names, Count("pk")))
