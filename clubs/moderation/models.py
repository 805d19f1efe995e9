"""What somebody found out of place: who reported it, the evidence, and what came of it."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from clubs.audit_log.models import AuditLogEntry
from kclub import live
from kclub.errors import Conflict, Gone, Refused
from kclub.text.normalization import normalized

CASE_OVERDUE_AFTER = timedelta(days=7)
MUTE_DURATION = timedelta(days=7)
MAX_EVIDENCE_LENGTH = 4000  # letters


class Reportable(models.Model):
    """Something people write: it can be reported, and hidden until it may be seen again.

    Needs `author`, `deleted_at`, `get_absolute_url()`, and `reported_club`: whose officers
    decide, or None where it is the union.
    """

    hidden_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    reported_club = None

    @property
    def is_published(self):
        return self.deleted_at is None and self.hidden_at is None

    @property
    def evidence_text(self):
        """What it says, as those who decide will read it even when it is changed or gone."""
        return self.text

    @property
    def evidence_files(self):
        """The files of its pictures."""
        return []

    @property
    def context_messages(self):
        """What stands around it, in order: things with `author`, `text` and `created_at`."""
        return [self]

    def ensure_may_report(self, by):
        """Raise Refused unless `by` may report it."""
        by.ensure_verified(_("학교 메일을 인증하면 신고할 수 있어요."))
        if self.author_id == by.pk:
            raise Refused(_("내가 쓴 것은 신고하는 대신 지울 수 있어요."))
        if not self.is_published:
            raise Gone(_("이미 지우거나 가린 글이에요."))

    @transaction.atomic
    def report(self, by, reason, note=""):
        """Lay it before those who decide, as it is now. Returns the Report.

        Reporting twice is reporting once. Who decides never learns who reported.
        """
        self.ensure_may_report(by)
        case = self._open_case()
        report, created = case.reports.get_or_create(
            reporter=by,
            defaults={
                "reason": reason,
                "note": normalized(note),
                "text": self.evidence_text[:MAX_EVIDENCE_LENGTH],
            },
        )
        if created:
            case.announce()
        return report

    def _open_case(self):
        thing = {
            "content_type": ContentType.objects.get_for_model(self),
            "object_id": self.pk,
        }
        case, created = Case.objects.undecided().get_or_create(
            **thing,
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
        return case

    def hide(self):
        """Show it to nobody any more; its place remains."""
        self._set_hidden(timezone.now())

    def reveal(self):
        self._set_hidden(None)

    def _set_hidden(self, moment):
        self.hidden_at = moment
        self.save(update_fields=["hidden_at"])


class CaseQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(undecided=True)

    def decided(self):
        return self.filter(undecided=None).order_by("-decided_at")

    def of_union(self):
        """What the union decides: what no club has, what it was passed, what waits too long."""
        late = Q(undecided=True, created_at__lt=timezone.now() - CASE_OVERDUE_AFTER)
        return self.filter(Q(club=None) | Q(escalated_at__isnull=False) | late)

    def decidable_by(self, user):
        """The cases `user` may decide: none about themselves."""
        clubs = self.model._meta.get_field("club").related_model
        theirs = Q(club__in=clubs.objects.run_by(user), escalated_at=None)
        if user.is_staff:
            theirs |= Q(pk__in=Case.objects.of_union())
        return self.filter(theirs).exclude(author=user)

    def for_list(self):
        """Each with all a list shows of it: author, club, reports and how many they are."""
        return (
            self.select_related("author", "club", "decided_by", "content_type")
            .prefetch_related("reports", "evidence")
            .annotate(report_count=Count("reports", distinct=True))
        )


class Case(models.Model):
    """All that was reported of one thing, until somebody decides.

    It is decided by the club's officers. By the union where there is no club, where the author is
    an officer of it, and when the officers pass it on or let it lie for a week.
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
    note = models.CharField(_("까닭"), max_length=300, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "undecided"], name="one_undecided_case"
            )
        ]
        indexes = [models.Index(fields=["club", "status", "created_at"], name="club_cases")]

    def __str__(self):
        return f"{self.kind} · {self.author}"

    @property
    def kind(self):
        """What was reported: 글, 댓글, 메시지."""
        return self.content_type.model_class()._meta.verbose_name

    @property
    def is_undecided(self):
        return self.status == Case.Status.OPEN

    @property
    def is_overdue(self):
        return self.is_undecided and self.created_at < timezone.now() - CASE_OVERDUE_AFTER

    @property
    def channel(self):
        """Where those who decide listen."""
        return self.club.officers_channel if self.club and not self.escalated_at else None

    def concerns_officer(self):
        """Whether those who would decide would decide about one of themselves."""
        return self.club is not None and self.club.is_run_by(self.author)

    def add_evidence(self, files):
        """Keep copies of these pictures, which outlive the originals. Lost ones hinder nothing."""
        for file in files:
            with suppress(FileNotFoundError), file.open() as picture:
                self.evidence.create(file=ContentFile(picture.read(), name="evidence.webp"))

    def announce(self):
        """Let pages that show cases know."""
        if self.channel:
            live.publish(self.channel, event="cases-changed")

    # Looking -----------------------------------------------------------------------------

    @transaction.atomic
    def access_context(self, by, reason):
        """Open what stands around it to one of the union for a day; the club can see that."""
        self.ensure_may_decide(by)
        self.evidence_accesses.create(by=by, reason=normalized(reason))
        if self.club:
            self.club.record(AuditLogEntry.Action.CONTEXT_READ, by, detail=normalized(reason))

    def may_read_context(self, user):
        """Whether `user` has said today why they look."""
        today = timezone.now() - timedelta(days=1)
        return self.evidence_accesses.filter(by=user, created_at__gt=today).exists()

    # Deciding ----------------------------------------------------------------------------

    @transaction.atomic
    def hide(self, by, note=""):
        """Take the thing out of sight. Hiding it again changes nothing."""
        if self._decide(Case.Status.OPEN, Case.Status.HIDDEN, by, note):
            if self.target and self.target.is_published:
                self.target.hide()
            sentence = gettext_noop("운영진이 내 글을 가렸어요.")
            if note:
                sentence = gettext_noop("운영진이 내 글을 가렸어요. 까닭: %(reason)s")
            self.author.notify(sentence, reverse("guide"), reason=normalized(note))

    @transaction.atomic
    def mute_author(self, by, note=""):
        """Hide it, and let its author write nothing in the club for a week."""
        self.hide(by, note)
        if membership := self.club and self.club.memberships.filter(user=self.author).first():
            membership.mute(until=timezone.now() + MUTE_DURATION)
            self._record(by, "author-muted")

    @transaction.atomic
    def clear(self, by, note=""):
        """There is nothing wrong with it. Clearing it again changes nothing."""
        self._decide(Case.Status.OPEN, Case.Status.CLEARED, by, note)

    @transaction.atomic
    def reveal(self, by, note=""):
        """Show again what was hidden."""
        if self._decide(Case.Status.HIDDEN, Case.Status.CLEARED, by, note) and self.target:
            self.target.reveal()

    @transaction.atomic
    def escalate(self, by=None):
        """Leave it to the union; `by` is the officer who does. Passing on twice is once."""
        if by:
            self.ensure_may_decide(by)
        passed = Case.objects.undecided().filter(pk=self.pk, escalated_at=None)
        if passed.update(escalated_at=timezone.now()) and by:
            self.announce()
            self._record(by, "escalated")
        self.refresh_from_db(fields=["escalated_at"])

    def ensure_may_decide(self, by):
        """Raise Refused unless `by` may decide this case: nobody decides about themselves."""
        if not Case.objects.decidable_by(by).filter(pk=self.pk).exists():
            raise Refused(_("이 신고는 다른 사람이 살펴봐야 해요."))

    def _decide(self, before, after, by, note):
        self.ensure_may_decide(by)
        # One conditional UPDATE: of two officers clicking at once, the database lets one through.
        first = Case.objects.filter(pk=self.pk, status=before).update(
            status=after, decided_by=by, decided_at=timezone.now(), note=normalized(note)
        )
        self.refresh_from_db()
        if self.status != after:
            raise Conflict(_("%(by)s님이 먼저 결정했어요."), params={"by": self.decided_by})
        if first:
            self.announce()
            self._record(by, after)
            if before == Case.Status.OPEN:
                self._thank()
        return bool(first)

    def _thank(self):
        for report in self.reports.select_related("reporter"):
            thanks = gettext_noop("신고한 글을 살펴봤어요. 알려 줘서 고마워요.")
            report.reporter.notify(thanks, reverse("guide"))

    def _record(self, by, outcome):
        if self.club:
            detail = f"{outcome} {self.note}".strip()
            self.club.record(AuditLogEntry.Action.REPORT, by, about=self.author, detail=detail)


class Report(models.Model):
    """That one person reported it, why, and what it said at that moment."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("광고나 도배")
        HARASSMENT = "harassment", _("괴롭힘이나 혐오")
        FRAUD = "fraud", _("사기 의심")
        SEXUAL = "sexual", _("음란하거나 불쾌함")
        PRIVACY = "privacy", _("개인정보")
        OTHER = "other", _("그 밖의 까닭")

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports")
    reason = models.CharField(_("무엇이 문제인가요?"), max_length=10, choices=Reason)
    note = models.CharField(_("덧붙일 말"), max_length=300, blank=True)
    text = models.TextField(editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="report_once")]

    def __str__(self):
        return self.get_reason_display()


class Evidence(models.Model):
    """A copy of a picture of what was reported."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence")
    file = models.FileField(upload_to="evidence/%Y/%m/")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.file.name


class EvidenceAccess(models.Model):
    """That somebody of the union has read what is private to decide a case, and why."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence_accesses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("왜 살펴봐야 하나요?"), max_length=300)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.reason
