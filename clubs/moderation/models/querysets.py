"""Querysets of cases: by who may decide them and whether they are decided."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

CASE_OVERDUE_AFTER = timedelta(days=7)  # from then on the union may decide as well


class CaseQuerySet(models.QuerySet):
    """Cases as pages and rules ask for them."""

    def undecided(self):
        return self.filter(undecided=True)

    def decided(self):
        """Cases that were decided, the latest first."""
        return self.filter(undecided=None).order_by("-decided_at")

    def of_union(self):
        """Cases the union may decide: those without a club, escalated and overdue ones."""
        overdue = Q(undecided=True, created_at__lt=timezone.now() - CASE_OVERDUE_AFTER)
        return self.filter(Q(club=None) | Q(escalated_at__isnull=False) | overdue)

    def decidable_by(self, user):
        """Cases the user may decide as an officer or for the union; none about their own texts."""
        club_model = self.model._meta.get_field("club").related_model
        decidable = Q(club__in=club_model.objects.run_by(user), escalated_at=None)
        if user.is_staff:
            decidable |= Q(pk__in=self.model.objects.of_union())
        return self.filter(decidable).exclude(author=user)

    def for_list(self):
        """Cases with all a list shows of each: author, club, evidence, reports, `report_count`."""
        return (
            self.select_related("author", "club", "decided_by", "content_type")
            .prefetch_related("reports", "evidence")
            .annotate(report_count=Count("reports", distinct=True))
        )
