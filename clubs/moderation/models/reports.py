"""Reports of what people wrote, and the base of all models that can be reported."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Subject
from clubs.moderation.models.cases import Case
from kclub.errors import Gone, Refused
from kclub.text.normalization import normalized


class Report(models.Model):
    """One person's reason to report something, and its text at that moment."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("광고나 도배")
        HARASSMENT = "harassment", _("괴롭힘이나 혐오")
        FRAUD = "fraud", _("사기 의심")
        SEXUAL = "sexual", _("음란하거나 불쾌함")
        PRIVACY = "privacy", _("개인정보")
        OTHER = "other", _("그 밖의 이유")

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports")
    reason = models.CharField(_("무엇이 문제인가요?"), max_length=10, choices=Reason)
    note = models.CharField(_("덧붙일 말"), max_length=300, blank=True)
    text = models.TextField(editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="report_once")]
        verbose_name = pgettext_lazy("이름", "신고")

    def __str__(self):
        return self.get_reason_display()


class Reportable(Subject, models.Model):
    """Something people write, which can be reported, hidden and shown again.

    A subclass needs `author`, `deleted_at`, `get_absolute_url()` and `reported_club`: the club
    whose officers decide, or None where the union does.
    """

    hidden_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    reported_club = None
    shows_author = True  # to readers, and so to those who report it

    @property
    def is_published(self):
        return self.deleted_at is None and self.hidden_at is None

    @property
    def evidence_text(self):
        """The text of which a copy is kept for those who decide."""
        return self.text

    @property
    def evidence_files(self):
        """The stored pictures and files of which copies are kept for those who decide."""
        return []

    @property
    def context_messages(self):
        """The texts around it in order, as objects with `author`, `text` and `created_at`."""
        return [self]

    def ensure_may_report(self, by):
        """Raise Refused unless `by` may report it, Gone when it is deleted or hidden."""
        by.ensure_verified(_("학교 메일을 인증하면 신고할 수 있어요."))
        if self.author_id == by.pk:
            raise Refused(_("내가 쓴 것은 신고하는 대신 지울 수 있어요."))
        if not self.is_published:
            raise Gone(_("이미 지우거나 가린 글이에요."))

    @transaction.atomic
    def report(self, by, reason, note=""):
        """Report it with a copy of its present text. Returns the Report.

        Reporting again changes nothing. Those who decide never learn who reported.
        """
        self.ensure_may_report(by)
        case = self._open_case()
        report, created = case.reports.get_or_create(
            reporter=by,
            defaults={
                "reason": reason,
                "note": normalized(note),
                "text": self.evidence_text,
            },
        )
        if created:
            case.announce()
        return report

    def _open_case(self):
        """Return the undecided Case about it; a new one has its evidence."""
        case, created = Case.objects.undecided().get_or_create(
            content_type=ContentType.objects.get_for_model(self),
            object_id=self.pk,
            defaults={
                "club": self.reported_club,
                "author": self.author,
                "url": self.get_absolute_url(),
            },
        )
        if created:
            case.add_evidence(self.evidence_files)
            if case.concerns_officer():
                case.escalate()
            case.notify_deciders()
        return case

    def hide(self):
        """Hide its text from everybody; pages show a line in its place."""
        self._set_hidden(timezone.now())
        self.retract_notifications()

    def reveal(self):
        """Show its text again."""
        self._set_hidden(None)

    def _set_hidden(self, moment):
        self.hidden_at = moment
        self.save(update_fields=["hidden_at"])
