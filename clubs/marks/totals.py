"""How much the marks of a club come to in a term; the only place that knows the rule for it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from clubs.marks.models.marks import Mark

CAUTIONS_PER_WARNING = 2  # as the sentence says
RULE = _("주의 두 번은 경고 한 번으로 세고, 가점은 따로 세요.")
TOTAL = _("경고 %(warnings)s회 · 주의 %(cautions)s회 · 가점 %(credits)s점")


@dataclass(frozen=True)
class MarkTotal:
    """The marks of a club in a term that were not lifted, by kind; of credits the points."""

    caution: int = 0
    warning: int = 0
    credit: int = 0

    @property
    def warnings(self):
        """The warnings, with those that cautions come to."""
        return self.warning + self.caution // CAUTIONS_PER_WARNING

    @property
    def cautions(self):
        """The cautions that come to no warning yet."""
        return self.caution % CAUTIONS_PER_WARNING

    @property
    def sentence(self):
        """What it comes to, in words."""
        parts = {"warnings": self.warnings, "cautions": self.cautions, "credits": self.credit}
        return TOTAL % parts


def mark_totals(term, clubs):
    """Return {key of the club: MarkTotal} for each of the clubs in the term, by one query."""
    sums = defaultdict(dict)
    marks = Mark.objects.counted().filter(term=term, club__in=[club.pk for club in clubs])
    for club, kind, number in (
        marks.order_by().values_list("club", "kind").annotate(n=Sum("points"))
    ):
        sums[club][kind] = number
    return {club.pk: MarkTotal(**sums[club.pk]) for club in clubs}


def mark_total(term, club):
    """Return the MarkTotal of one club; an empty one where there is no term."""
    return mark_totals(term, [club])[club.pk] if term else MarkTotal()
