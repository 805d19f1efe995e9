"""Cases by who decides them, and whether somebody has."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

CASE_OVERDUE_AFTER = timedelta(days=7)  # then the union decides as well


class CaseQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(undecided=True)

    def decided(self):
        """Cases that were decided, the latest first."""
        return self.filter(undecided=None).order_by("-decided_at")

    def of_union(self):
        """Cases the union decides: those of no club, escalated ones and those that wait too long."""
        late = Q(undecided=True, created_at__lt=timezone.now() - CASE_OVERDUE_AFTER)
        return self.filter(Q(club=None) | Q(escalated_at__isnull=False) | late)

    def decidable_by(self, user):
        """Cases `user` may decide, none of them about what they wrote themselves."""
        clubs = self.model._meta.get_field("club").related_model
        theirs = Q(club__in=clubs.objects.run_by(user), escalated_at=None)
        if user.is_staff:
            theirs |= Q(pk__in=self.model.objects.of_union())
        return self.filter(theirs).exclude(author=user)

    def for_list(self):
        """Cases with what a list shows of each: author, club, evidence, reports and `report_count`."""
        return (
            self.select_related("author", "club", "decided_by", "content_type")
            .prefetch_related("reports", "evidence")
            .annotate(report_count=Count("reports", distinct=True))
        )
