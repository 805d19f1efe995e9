"""Drafts of applications."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.directory.models import Club
from kclub.daily_tasks import daily_task

DRAFTS_KEPT_FOR = timedelta(days=30)


class DraftQuerySet(models.QuerySet):
    """Drafts by their age."""

    def expired(self):
        """Drafts last saved more than thirty days ago."""
        return self.filter(saved_at__lt=timezone.now() - DRAFTS_KEPT_FOR)


class Draft(models.Model):
    """An application that was not sent. It is a model of its own, so that no officer can see it."""

    club = models.ForeignKey(Club, models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    message = models.TextField(blank=True)
    answers = models.JSONField(default=dict)  # {key of a Question: text}
    saved_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["club", "user"], name="one_draft")]
        verbose_name = _("지원서 임시 저장")

    def __str__(self):
        return f"{self.user} … {self.club}"

    @property
    def expires_at(self):
        return self.saved_at + DRAFTS_KEPT_FOR


@daily_task("drafts nobody has touched for 30 days, deleted")
def delete_expired_drafts():
    """Delete the expired drafts. Returns their number."""
    return Draft.objects.expired().delete()[0]
