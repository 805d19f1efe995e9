"""How clubs are found: by status, by words and first consonants, by whom they take in."""

from difflib import SequenceMatcher

from django.db.models import Case, Count, Q, Value, When
from django.utils import timezone

from accounts.models import is_student
from clubs.people.club.querysets import ClubPeopleQuerySet, has_member
from kclub.text.normalization import CHOSEONG, alphanumeric_key, folded, initials


class ClubQuerySet(ClubPeopleQuerySet):
    def open(self):
        """Clubs everyone may see."""
        return self.filter(status__in=self.model.OPEN)

    def submitted(self):
        return self.filter(status=self.model.Status.SUBMITTED).order_by("submitted_at")

    def decided(self):
        """Clubs the union has decided on, the latest first."""
        waiting = self.model.Status.SUBMITTED
        return self.exclude(decided_at=None).exclude(status=waiting).order_by("-decided_at")

    def visible_to(self, user):
        """Open clubs, those the user has founded, closed ones they belong to; all to the union."""
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
        """`Club.is_recruiting` as a condition."""
        today = timezone.localdate()
        started = Q(recruiting_from=None) | Q(recruiting_from__lte=today)
        goes_on = Q(recruiting_until=None) | Q(recruiting_until__gte=today)
        closed = Q(join_mode=self.model.JoinMode.CLOSED)
        return Q(status=self.model.Status.ACTIVE) & started & goes_on & ~closed

    def by_name(self):
        return self.order_by("name_key")

    def by_deadline(self):
        """Those that recruit first, the nearest deadline on top and those without one after it."""
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

    def matching(self, text):
        """Clubs whose name, summary or tags hold every word of `text`.

        First consonants find names: ㅍㄹ finds 필름로그, and so does the half-typed 필ㄹ. Tags are
        found as they are shown, too: #초보_환영.
        """
        found = self
        for word in map(_searched, text.split()):
            typed = "".join(c for c in word if c not in CHOSEONG)
            if typed:
                found = found.filter(search_text__contains=typed)
            if typed != word:
                found = found.filter(name_initials__contains=initials(word))
        return found

    def similar_to(self, name):
        """Clubs with almost the same name, or one within the other. A list."""
        key = alphanumeric_key(name)
        return [
            club for club in self.only("name", "slug") if _alike(key, alphanumeric_key(club.name))
        ]

    def counts_by_kind(self):
        """How many there are of each kind: (category's slug, join mode, recruiting?, how many)."""
        kinds = self.order_by().annotate(
            recruits=Case(When(self._is_recruiting(), then=True), default=False)
        )
        return list(kinds.values_list("category__slug", "join_mode", "recruits", Count("pk")))


def _searched(word):
    return folded(word.lstrip("#").replace("_", "") if word.startswith("#") else word)


def _alike(one, other):
    shorter, longer = sorted([one, other], key=len)
    within = len(shorter) > 1 and shorter in longer
    return within or SequenceMatcher(None, one, other).ratio() >= 0.75
