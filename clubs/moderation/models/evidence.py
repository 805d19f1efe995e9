"""The evidence of a case: copies of pictures and files, and a record of each access to its context."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.moderation.models.cases import Case
from kclub.files.document_kinds import Kind


class Evidence(models.Model):
    """A copy of one reported picture or file."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence")
    file = models.FileField(upload_to="evidence/%Y/%m/")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("신고 자료")

    def __str__(self):
        return self.file.name

    @property
    def kind(self):
        """The Kind of a document; None for a picture."""
        extension = PurePath(self.file.name).suffix.removeprefix(".")
        return Kind(extension) if extension in Kind else None


class EvidenceAccess(models.Model):
    """One access to the private context of a case by somebody of the union, and their reason."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence_accesses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("왜 살펴봐야 하나요?"), max_length=300)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("신고 자료를 본 기록")

    def __str__(self):
        return self.reason
