"""Marks: cautions, warnings and credits that the union gives a club in the running term."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import Subject, Term
from clubs.audit_log.models import AuditLogEntry
from clubs.events.moments import in_each_language
from clubs.union.permissions import ensure_may_decide
from kclub.db.idempotency import idempotency_key
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

MOST_POINTS = 10  # of one credit
Action = AuditLogEntry.Action


class MarkQuerySet(models.QuerySet):
    """Marks by whether they count, and giving one."""

    def counted(self):
        """Marks that were not lifted."""
        return self.filter(lifted_at=None)

    def appealed(self):
        """Marks with an appeal about which nobody has decided yet."""
        return self.counted().filter(appeal__kept_at=None, appeal__isnull=False)

    def with_decisions(self):
        """Marks with everything that their pages tell of them."""
        people = ("by", "lifted_by", "appeal__by", "appeal__kept_by")
        return self.select_related("club", "term", "appeal", *people)

    @transaction.atomic
    def give(self, club, by, kind, reason, points=1, *, term=None, nonce=None):
        """Give the club a mark, now and in the running term. Returns the Mark.

        `term` is another one that it is about, which is not over: nothing is dated back. `points`
        count for credits alone. `nonce` is the idempotency key of the form: with the same
        one, the mark given first is returned. Raises Refused for an interested person, without a
        reason and between terms.
        """
        club, reason = club.lock(), normalized(reason)[:500]
        ensure_may_decide(by, club)
        term = term or Term.objects.current()
        if term is None:
            raise Refused(_("지금은 학기 중이 아니에요."))
        term.ensure_not_over()
        if not reason:
            raise Refused(_("이유를 적어 주세요."))
        key = idempotency_key(reason, nonce)
        if key and (existing := self.filter(club=club, idempotency_key=key).first()):
            return existing
        points = points if kind == Mark.Kind.CREDIT else 1
        fields = {"points": points, "reason": reason, "by": by, "idempotency_key": key}
        mark = self.create(club=club, term=term, kind=kind, **fields)
        mark.tell_officers(kinds.MARK_GIVEN, Action.MARKED, by, reason)
        return mark


class Mark(Subject, models.Model):
    """A caution, a warning or a credit of a club. It is never changed, only lifted."""

    class Kind(models.TextChoices):
        CAUTION = "caution", _("주의")
        WARNING = "warning", _("경고")
        CREDIT = "credit", _("가점")

    club = models.ForeignKey("clubs.Club", models.PROTECT, related_name="marks")
    term = models.ForeignKey(Term, models.PROTECT, related_name="marks")
    kind = models.CharField(_("종류"), max_length=7, choices=Kind)
    points = models.PositiveSmallIntegerField(
        _("점수"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_POINTS)]
    )
    reason = models.CharField(_("이유"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_reason = models.CharField(max_length=500, blank=True)
    idempotency_key = models.CharField(max_length=36, null=True, editable=False)  # noqa: DJ001

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["club", "idempotency_key"], name="one_mark_per_key")
        ]
        verbose_name = pgettext_lazy("이름", "주의·경고·가점")

    def __str__(self):
        return f"{self.get_kind_display()} · {self.reason}"

    def get_absolute_url(self):
        return reverse("clubs:marks", args=[self.club.slug])

    @property
    def review_url(self):
        return reverse("mark", args=[self.club.slug, self.pk])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/mark:{self.pk}"

    @property
    def kind_names(self):
        """The kind for a sentence that is read later, in the language of its reader."""
        return in_each_language(lambda: str(self.get_kind_display()))

    @property
    def open_appeal(self):
        """The MarkAppeal about which nobody has decided yet, or None."""
        appeal = getattr(self, "appeal", None)
        return appeal if appeal and not appeal.kept_at and not self.lifted_at else None

    @property
    def may_be_appealed(self):
        """Whether the club may appeal now: once, against no credit, while the term runs."""
        is_new = getattr(self, "appeal", None) is None and self.lifted_at is None
        return is_new and self.kind != self.Kind.CREDIT and not self.term.is_over

    @property
    def may_be_lifted(self):
        """Whether it may still be lifted: while its term runs, and later if an appeal waits."""
        if self.lifted_at:
            return False
        return bool(self.open_appeal) or (
            getattr(self, "appeal", None) is None and not self.term.is_over
        )

    @transaction.atomic
    def lift(self, by, reason):
        """Let it count no more, for a reason; its appeal is decided with it. Again changes nothing.

        Raises Refused for an interested person, whoever has given it, without a reason, and for a
        term that is over, unless an appeal waits; Conflict when somebody else has decided.
        """
        self.lock()
        if self.lifted_at and self.lifted_by_id == by.pk:
            return
        reason = self._ensure_may_be_decided(by, reason)
        self.lifted_by, self.lifted_at, self.lifted_reason = by, timezone.now(), reason
        self.save(update_fields=["lifted_by", "lifted_at", "lifted_reason"])
        self.tell_officers(kinds.MARK_LIFTED, Action.MARK_LIFTED, by, reason)

    @transaction.atomic
    def keep(self, by, reason):
        """Decide that it stays though the club has appealed, for a reason. Raises as `lift` does."""
        self.lock()
        appeal = getattr(self, "appeal", None)
        if appeal and appeal.kept_at and appeal.kept_by_id == by.pk:
            return
        reason = self._ensure_may_be_decided(by, reason)
        if appeal is None:
            raise Refused(_("아직 이의를 신청하지 않았어요."))
        appeal.kept_by, appeal.kept_at, appeal.kept_reason = by, timezone.now(), reason
        appeal.save(update_fields=["kept_by", "kept_at", "kept_reason"])
        self.tell_officers(kinds.MARK_KEPT, Action.MARK_KEPT, by, reason)

    def lock(self):
        """Lock the club, then the mark, and read both and the appeal anew."""
        self.club = self.club.lock()
        self.refresh_from_db(from_queryset=Mark.objects.select_for_update())

    def _ensure_may_be_decided(self, by, reason):
        """Return the reason as it is stored. Raises Refused or Conflict as `lift` says."""
        ensure_may_decide(by, self.club)
        self.ensure_second_person(by)
        if self.lifted_at or (getattr(self, "appeal", None) and not self.open_appeal):
            raise Conflict(_("그 사이에 다른 사람이 결정했어요."))
        if not self.open_appeal:
            self.term.ensure_not_over()
        reason = normalized(reason)[:500]
        if not reason:
            raise Refused(_("이유를 적어 주세요."))
        return reason

    def ensure_second_person(self, by):
        """Raise Refused for whoever has given it."""
        if by.pk == self.by_id:
            raise Refused(_("처음 결정한 사람이 아닌 다른 사람이 결정해야 해요."))

    def tell_officers(self, kind, action, by, reason):
        """Record what the union has done, and notify the officers of it."""
        self.club.record(action, by, detail=f"{self.get_kind_display()} · {reason}")
        told = {"about": self, "club": self.club.names, "author": by}
        told |= {"mark": self.kind_names, "reason": reason}
        self.club.notify_officers(kind, self.get_absolute_url(), **told)
