"""The answers of officers to inquiries."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from clubs.moderation.models.reports import Reportable
from clubs.questions.models.inquiries import Inquiry
from kclub.errors import Gone
from kclub.text.normalization import normalized


class InquiryAnswer(Reportable):
    """The answer to an inquiry, by the officer who gave it first."""

    inquiry = models.OneToOneField(Inquiry, models.CASCADE, related_name="answer")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("답"), max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("답")

    def __str__(self):
        return self.text[:40]

    def get_absolute_url(self):
        return self.inquiry.get_absolute_url()

    @property
    def subject_key(self):
        return f"{self.inquiry.subject_key}/answer:{self.pk}"

    @property
    def reported_club(self):
        return self.inquiry.club

    shows_author = False

    @property
    def deleted_at(self):
        """The moment the inquiry was deleted, and its answer with it."""
        return self.inquiry.deleted_at

    @property
    def context_messages(self):
        return [self.inquiry, self]

    @transaction.atomic
    def edit(self, by, text):
        """Change the text; for officers. Raises Gone when it was deleted or hidden."""
        answer = InquiryAnswer.objects.select_for_update().get(pk=self.pk)
        inquiry = answer.inquiry
        inquiry.ensure_may_answer(by)
        if not (answer.is_published and inquiry.is_published):
            raise Gone(_("지우거나 가린 글이라 고칠 수 없어요."))
        text = normalized(text)
        if text == answer.text:
            return
        self.text, self.edited_at = text, timezone.now()
        self.save(update_fields=["text", "edited_at"])
        inquiry.club.record(AuditLogEntry.Action.INQUIRY_ANSWERED, by, detail=inquiry.excerpt)
