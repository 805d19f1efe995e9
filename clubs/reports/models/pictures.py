"""Pictures of activity reports."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clubs.reports.models.activity_reports import ActivityReport


class ActivityReportPicture(models.Model):
    """A picture of an activity. It was re-encoded, so its files contain no metadata."""

    report = models.ForeignKey(ActivityReport, models.CASCADE, related_name="pictures")
    file = models.ImageField(upload_to="reports/%Y/%m/", width_field="width", height_field="height")
    thumbnail = models.ImageField(upload_to="reports/%Y/%m/")
    alt = models.CharField(_("사진 설명"), max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("활동 사진")

    def __str__(self):
        return self.alt

    def get_absolute_url(self):
        return reverse("clubs:activity-report-picture", args=[self.report.club.slug, self.pk])

    @property
    def thumbnail_url(self):
        return reverse("clubs:activity-report-thumbnail", args=[self.report.club.slug, self.pk])
