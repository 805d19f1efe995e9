"""Cases: all reports of one thing, and who decides about them."""

from contextlib import suppress
from datetime import timedelta
from pathlib import PurePath

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject, User
from clubs.audit_log.models import AuditLogEntry
from clubs.moderation.models.decisions import CaseDecisions
from clubs.moderation.models.querysets import CASE_OVERDUE_AFTER, CaseQuerySet
from kclub import live
from kclub.text.normalization import normalized

CONTEXT_OPEN_FOR = timedelta(days=1)


class Case(Subject, CaseDecisions):
    """All reports of one thing, until somebody decides.

    The club's officers decide. The union decides where there is no club, where the author is an
    officer of the club, and when the officers escalate the case or leave it undecided for a week.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("살펴보는 중")
        HIDDEN = "hidden", _("가렸어요")
        CLEARED = "cleared", _("문제없음")

    club = models.ForeignKey("clubs.Club", models.CASCADE, null=True, related_name="cases")
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    url = models.CharField(max_length=800)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cases")
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    undecided = models.GeneratedField(  # True or NULL; every database lets NULLs repeat
        expression=models.Case(models.When(Q(status="open"), then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    created_at = models.DateTimeField(default=timezone.now)
    escalated_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(_("이유"), max_length=300, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "undecided"], name="one_undecided_case"
            )
        ]
        indexes = [models.Index(fields=["club", "status", "created_at"], name="club_cases")]
        verbose_name = _("신고된 것")

    def __str__(self):
        return f"{self.kind} · {self.author}"

    @property
    def subject_key(self):
        return f"case:{self.pk}"

    @property
    def kind(self):
        """The name of the reported model: 글, 댓글, 메시지."""
        return self.content_type.model_class()._meta.verbose_name

    @property
    def is_undecided(self):
        return self.status == Case.Status.OPEN

    @property
    def is_overdue(self):
        return self.is_undecided and self.created_at < timezone.now() - CASE_OVERDUE_AFTER

    @property
    def channel(self):
        """The channel of the officers who decide, or None where the union decides."""
        return self.club.officers_channel if self.club and not self.escalated_at else None

    def concerns_officer(self):
        """Whether the author is an officer of the club, so that the union has to decide."""
        return self.club is not None and self.club.is_run_by(self.author)

    def add_evidence(self, files):
        """Store copies of `files`, which outlive the originals; skip those that are lost."""
        for file in files:
            with suppress(FileNotFoundError), file.open() as original:
                name = f"evidence{PurePath(file.name).suffix}"
                self.evidence.create(file=ContentFile(original.read(), name=name))

    @property
    def is_with_union(self):
        """Whether the union may decide it, or might have until it was decided."""
        late = self.created_at < timezone.now() - CASE_OVERDUE_AFTER
        return self.channel is None or late

    def announce(self):
        """Tell the open pages of those who decide that the case has changed."""
        if self.channel:
            live.publish(self.channel, event="cases-changed")
            self.club.announce_todo()
        if self.is_with_union:
            User.objects.of_union().announce_todo()

    @transaction.atomic
    def access_context(self, by, reason):
        """Record why `by`, of the union, has to read the context, which opens it for a day.

        The context is what was written around the reported text. The club's audit log shows the
        access. Raises Refused unless `by` may decide the case.
        """
        self.ensure_may_decide(by)
        self.evidence_accesses.create(by=by, reason=normalized(reason))
        if self.club:
            self.club.record(AuditLogEntry.Action.CONTEXT_READ, by, detail=normalized(reason))

    def may_read_context(self, user):
        """Whether the user was given access to the context within the last day."""
        since = timezone.now() - CONTEXT_OPEN_FOR
        return self.evidence_accesses.filter(by=user, created_at__gt=since).exists()
