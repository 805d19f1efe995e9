"""The papers of a registration: PDF files that officers hand in."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.registration.models.registrations import Registration
from clubs.registration.models.rules import PaperKind
from clubs.registration.models.submissions import Submission
from kclub.errors import Refused
from kclub.files.images import delete_on_commit
from kclub.files.stored_documents import StoredDocument


class PaperQuerySet(models.QuerySet):
    """Papers by who may read them, and handing them in."""

    def current(self):
        """Papers that were neither replaced nor removed: one of a kind at most."""
        return self.filter(removed_at=None)

    def visible_to(self, user):
        """Papers of the clubs that the user runs; the union may read all."""
        if user.is_staff:
            return self.all()
        return self.filter(registration__club__in=Club.objects.run_by(user))

    def hand_in(self, registration, by, kind, document):
        """Hand in a Document as the paper of a kind; `by` is an officer. Returns the Paper.

        It takes the place of the one before; the same file again changes nothing. Raises Refused for
        a kind that the rules do not ask for, and once the registration is submitted.
        """
        paper = Paper.store(document)  # before any row is locked, since storing takes time
        paper.kind, paper.by = kind, by
        try:
            handed_in = self._hand_in(registration, paper)
        except BaseException:
            paper.delete_files()
            raise
        if handed_in is not paper:
            paper.delete_files()
        return handed_in

    @transaction.atomic
    def _hand_in(self, registration, paper):
        registration.lock()
        registration.ensure_may_be_edited_by(paper.by)
        if paper.kind not in (registration.rules.papers if registration.rules else []):
            raise Refused(_("연합회가 받는 서류가 아니에요."))
        before = registration.papers.current().filter(kind=paper.kind).first()
        if before and before.digest == paper.digest:
            return before
        if before:
            before.end()
        paper.registration = registration
        paper.save()
        paper.record(AuditLogEntry.Action.PAPER_ADDED, paper.by)
        return paper

    @transaction.atomic
    def carry_over(self, registration, by):
        """Hand in what the last term's registration had and this one lacks. Returns the new Papers.

        Again finds nothing more. Raises Refused as `hand_in` does.
        """
        registration.lock()
        registration.ensure_may_be_edited_by(by)
        carried = []
        for old in self.to_carry_over(registration):
            paper = Paper(
                registration=registration, by=by, carried_from=old, content=old.content.name,
                **{name: getattr(old, name) for name in Paper.COPIED},
            )  # fmt: skip
            paper.save()
            paper.record(AuditLogEntry.Action.PAPER_ADDED, by)
            carried.append(paper)
        return carried

    def to_carry_over(self, registration):
        """Return the papers of the club's registration before that are asked for and lacking now."""
        earlier = Registration.objects.filter(
            club=registration.club, term__starts_on__lt=registration.term.starts_on
        )
        before = earlier.order_by("-term__starts_on").first()
        if before is None or registration.rules is None:
            return []
        lacking = set(registration.rules.papers) - registration.paper_kinds
        return list(self.current().filter(registration=before, kind__in=lacking))


class Paper(StoredDocument):
    """A PDF that officers hand in with a registration; its `kind` says as what. It is never changed.

    One that was submitted is kept for good. One that was carried over from the term before shares
    its file.
    """

    COPIED = ("name", "kind", "size", "digest")

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=8, choices=PaperKind)
    content = models.FileField(upload_to="registrations/papers/%Y/%m/")
    digest = models.CharField(max_length=32)  # of the content, in hex
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="carried_papers"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    is_current = models.GeneratedField(  # True or NULL; every database lets NULLs repeat
        expression=Case(When(Q(removed_at__isnull=True), then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )

    objects = PaperQuerySet.as_manager()

    class Meta(StoredDocument.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind", "is_current"], name="one_current_paper"
            )
        ]
        verbose_name = _("등록 서류")

    def get_absolute_url(self):
        return reverse("clubs:paper-file", args=[self.registration.club.slug, self.pk])

    def save(self, *args, **kwargs):
        """Store a new paper. Raises TypeError for one that is stored already."""
        if self.pk is not None:
            raise TypeError("a paper is never changed")
        super().save(*args, **kwargs)

    @transaction.atomic
    def remove(self, by):
        """Take the paper out of the registration; `by` is an officer. Again changes nothing.

        Raises Refused once the registration is submitted.
        """
        self.registration.lock()
        self.registration.ensure_may_be_edited_by(by)
        if paper := Paper.objects.current().filter(pk=self.pk).first():
            self.record(AuditLogEntry.Action.PAPER_REMOVED, by)
            paper.end()

    def end(self):
        """Keep what was submitted or carried over, and delete any other, with a file of its own."""
        if self.submissions.exists() or self.carried_papers.exists():
            Paper.objects.filter(pk=self.pk).update(removed_at=timezone.now())
            return
        self.delete()
        if not Paper.objects.filter(content=self.content.name).exists():
            delete_on_commit(self.content)

    def record(self, action, by):
        self.registration.club.record(action, by, detail=f"{self.get_kind_display()}: {self.name}")


class SubmittedPaper(models.Model):
    """A paper as part of a submission, which keeps it from being deleted."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="papers")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="submissions")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("제출한 서류")

    def __str__(self):
        return f"{self.submission}: {self.paper}"
