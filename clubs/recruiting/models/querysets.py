"""Querysets of applications, for pages, rules and daily tasks."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.utils import timezone

from accounts.models.handles import named_like
from clubs.recruiting.models.answers import Answer

OVERDUE_AFTER = timedelta(days=7)  # the student union's rules
OVERDUE_FOR_UNION_AFTER = timedelta(days=14)
ANSWERS_KEPT_FOR = timedelta(days=90)  # after the decision


class ApplicationQuerySet(models.QuerySet):
    """Applications by status, age and applicant."""

    def undecided(self):
        return self.filter(undecided=True)

    def decided(self):
        return self.filter(undecided=None)

    def submitted(self):
        """Applications nobody has answered yet: the first list of the officers."""
        return self.filter(status=self.model.Status.SUBMITTED)

    def of(self, user):
        return self.filter(applicant=user)

    def urgent_first(self):
        """Undecided applications: offers first, the one that ends next before the others."""
        offered = Case(When(status=self.model.Status.OFFERED, then=0), default=1)
        return self.undecided().order_by(offered, "offer_ends_at", "-submitted_at", "-pk")

    def overdue(self, after=OVERDUE_AFTER):
        """Applications that have waited for the officers longer than `after`, a timedelta."""
        return self.filter(self._unanswered_for(after))

    def with_valid_offer(self):
        """Applications whose applicants may still accept the seat they were offered."""
        return self._offered().filter(offer_ends_at__gt=timezone.now())

    def with_lapsed_offer(self):
        """Applications whose applicants did not accept the offered seat in time."""
        return self._offered().filter(offer_ends_at__lte=timezone.now())

    def past_retention(self):
        """Applications decided more than 90 days ago whose texts are not erased yet."""
        has_texts = Exists(Answer.objects.filter(application=OuterRef("pk"))) | ~Q(message="")
        return self.decided().filter(has_texts, decided_at__lt=timezone.now() - ANSWERS_KEPT_FOR)

    @transaction.atomic
    def erase_texts(self):
        """Delete messages and answers; the applications and their statuses stay.

        Returns the number of applications.
        """
        pks = list(self.values_list("pk", flat=True))
        Answer.objects.filter(application__in=pks).delete()
        return self.model.objects.filter(pk__in=pks).update(message="")

    def named(self, text):
        """Applications of people whose name or handle `text` finds, and the one with that receipt."""
        name = named_like(text, "applicant__")
        return self.filter(name | Q(receipt=text.strip().upper()))

    def count_by_status(self):
        """Return the number of applications of each status, and of overdue ones.

        {"submitted": 5, …, "overdue": 0}
        """
        overdue = Count("pk", filter=self._unanswered_for(OVERDUE_AFTER))
        rows = self.order_by().values("status").annotate(n=Count("pk"), overdue=overdue)
        counts = dict.fromkeys(self.model.Status.values, 0)
        counts |= {row["status"]: row["n"] for row in rows}
        return counts | {"overdue": sum(row["overdue"] for row in rows)}

    def _offered(self):
        return self.filter(status=self.model.Status.OFFERED)

    def _unanswered_for(self, duration):
        before = timezone.now() - duration
        changed_before = Q(decided_at__lt=before) | Q(decided_at=None, submitted_at__lt=before)
        return Q(status__in=self.model.AWAITING_OFFICERS) & changed_before
