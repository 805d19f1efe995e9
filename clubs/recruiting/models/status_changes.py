"""Status changes, which together are the timeline of an application."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.recruiting.models.applications import Application


class StatusChangeQuerySet(models.QuerySet):
    def standing(self):
        """Those the applicants see: all but undone decisions and their undoing, as in a timeline."""
        later = StatusChange.objects.filter(
            application=OuterRef("application"), pk__gt=OuterRef("pk")
        )
        changes = self.alias(undone=Subquery(later.order_by("pk").values("is_undo")[:1]))
        return changes.filter(Q(undone=None) | Q(undone=False), is_undo=False)


class StatusChange(models.Model):
    """One change of an application's status: the new status, by whom and when."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=10, choices=Application.Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=500, blank=True)
    is_undo = models.BooleanField(default=False)

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("지원 진행 단계")

    def __str__(self):
        return f"{self.application}: {self.get_status_display()}"
