"""Appeals of a club against a caution or a warning."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import User
from clubs.audit_log.models import AuditLogEntry
from clubs.marks.models.marks import Mark
from kclub.errors import Refused
from kclub.text.normalization import normalized


class MarkAppealQuerySet(models.QuerySet):
    """Appeals against marks, and making one."""

    @transaction.atomic
    def make(self, mark, by, text):
        """Appeal against a mark; `by` is the president. Returns the MarkAppeal; again the same.

        Raises Refused for anybody else, without a text, and where it may not be appealed (any more).
        """
        mark.lock()
        if by.pk != mark.club.president_id:
            raise Refused(_("회장만 이의를 신청할 수 있어요."))
        if mark.open_appeal:
            return mark.open_appeal
        if not mark.may_be_appealed:
            raise Refused(_("지금은 이의를 신청할 수 없어요."))
        if not normalized(text):
            raise Refused(_("이유를 적어 주세요."))
        appeal = self.create(mark=mark, by=by, text=normalized(text))
        mark.club.record(AuditLogEntry.Action.MARK_APPEALED, by, detail=str(mark))
        told = {"about": mark, "club": mark.club.names, "mark": mark.kind_names, "author": by}
        User.objects.of_union().notify(kinds.MARK_APPEALED, mark.review_url, **told)
        return appeal


class MarkAppeal(models.Model):
    """What a club says against a mark, once. Another one of the union lifts the mark or keeps it."""

    mark = models.OneToOneField(Mark, models.PROTECT, related_name="appeal")
    text = models.TextField(_("이의"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    kept_at = models.DateTimeField(null=True, editable=False)
    kept_reason = models.CharField(max_length=500, blank=True)

    objects = MarkAppealQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("주의·경고 이의")

    def __str__(self):
        return self.text
