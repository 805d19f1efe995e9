"""What the union asks of the clubs that register in a term."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Term
from clubs.directory.models import Club
from kclub.errors import Refused
from kclub.text.normalization import normalized


class Kind(models.TextChoices):
    """What a club registers as; each has rules of its own."""

    NEW = "new", _("새로 등록")
    PROVISIONAL = "provisional", _("가동아리 재등록")
    PROMOTION = "promotion", _("정동아리 승격")
    RENEWAL = "renewal", _("정동아리 재등록")


KINDS_BY_STANDING = {
    Club.Standing.NONE: [Kind.NEW],
    Club.Standing.PROVISIONAL: [Kind.PROVISIONAL, Kind.PROMOTION],
    Club.Standing.REGULAR: [Kind.RENEWAL],
}
STANDING_BEFORE = {
    kind: standing for standing, kinds in KINDS_BY_STANDING.items() for kind in kinds
}
STANDING_BY_KIND = {
    Kind.NEW: Club.Standing.PROVISIONAL,
    Kind.PROVISIONAL: Club.Standing.PROVISIONAL,
    Kind.PROMOTION: Club.Standing.REGULAR,
    Kind.RENEWAL: Club.Standing.REGULAR,
}


class PaperKind(models.TextChoices):
    """What a paper is that a club hands in with its registration, as a PDF."""

    BUDGET = "budget", _("예산안")
    ACCOUNTS = "accounts", _("결산서")
    MINUTES = "minutes", _("총회 회의록")
    SAFETY = "safety", _("안전 서약서")


ONLY_FALLS = (  # once they are published; yes is more than no
    "min_members", "min_colleges", "min_departments", "advisor", "needs_resolution",
    "late_is_warned", "min_reports",
)  # fmt: skip
ONLY_RISES = ("max_share", "max_leave_share", "allows_exceptions")


def percent(label):
    """Return a field for a share of 0 to 100 %, of which 100 sets no limit."""
    limits = [MinValueValidator(0), MaxValueValidator(100)]
    return models.PositiveSmallIntegerField(label, default=100, validators=limits)


class RulesQuerySet(models.QuerySet):
    """Rules by term and kind, and setting them."""

    def published(self):
        return self.filter(published_at__isnull=False)

    def of_term(self, code):
        """Return (the Term, its published rules as {kind: Rules}), by one query where there are any.

        Raises Http404 where there is no such term.
        """
        rules = self.published().filter(term__code=code).select_related("term")
        found = {each.applies_to: each for each in rules}
        term = next(iter(found.values())).term if found else get_object_or_404(Term, code=code)
        return term, found

    def draft_for(self, term, kind):
        """Return the Rules of the term; where there are none, unsaved ones like the term's before."""
        if rules := self.filter(term=term, applies_to=kind).first():
            return rules
        before = self.filter(applies_to=kind, term__starts_on__lt=term.starts_on)
        rules = before.order_by("-term__starts_on").first() or Rules()
        return Rules(term=term, applies_to=kind, papers=rules.papers, **rules.numbers)

    @transaction.atomic
    def set(self, term, kind, numbers, papers=None, *, publish=False, reason=""):
        """Set the rules of a term, as {name: number}, and the PaperKinds that it asks for.

        Returns the Rules; again changes nothing.

        What is left out stays as it is. Once they are published they may only get looser, with a reason that all clubs read.
        Raises Refused otherwise, and for a term that is over.
        """
        term = Term.objects.select_for_update().get(pk=term.pk)
        rules = self.filter(term=term, applies_to=kind).first()
        rules = rules or Rules(term=term, applies_to=kind)
        papers = rules.papers if papers is None else list(papers)
        numbers = rules.numbers | numbers
        is_new = rules.pk is None or (rules.numbers, rules.papers) != (numbers, papers)
        term.ensure_not_over()
        if rules.published_at and is_new:
            rules.ensure_looser(numbers, papers)
            if not normalized(reason):
                raise Refused(_("알린 기준을 바꾸려면 이유를 적어 주세요."))
            rules.reason = normalized(reason)
        for name, number in numbers.items():
            setattr(rules, name, number)
        rules.papers = papers
        if publish and not rules.published_at:
            rules.published_at = timezone.now()
        rules.save()
        return rules


class Rules(models.Model):
    """The rules of a term for one kind of registration. Shares are %, of which 100 sets no limit."""

    class Advisor(models.IntegerChoices):  # a higher number asks for more
        NO = 0, _("없어도 돼요")
        WISHED = 1, _("있으면 좋아요")
        NEEDED = 2, _("있어야 해요")

    NUMBERS = (*ONLY_FALLS, *ONLY_RISES)

    term = models.ForeignKey(Term, models.PROTECT, related_name="rules")
    applies_to = models.CharField(max_length=11, choices=Kind)
    min_members = models.PositiveSmallIntegerField(_("확인한 부원"), default=15)
    min_colleges = models.PositiveSmallIntegerField(_("단과대"), default=0)
    min_departments = models.PositiveSmallIntegerField(_("학과"), default=0)
    min_reports = models.PositiveSmallIntegerField(
        _("지난 학기에 인정된 활동보고서"), default=0, validators=[MaxValueValidator(100)]
    )
    max_share = percent(_("한 학과의 비율 (%)"))
    max_leave_share = percent(_("휴학생의 비율 (%)"))
    advisor = models.PositiveSmallIntegerField(
        _("지도교수 동의"), choices=Advisor, default=Advisor.NO
    )
    papers = models.JSONField(_("서류"), default=list, blank=True)  # of PaperKinds
    allows_exceptions = models.BooleanField(
        _("기준에 모자라도 이유를 적고 낼 수 있어요"), default=False
    )
    needs_resolution = models.BooleanField(_("대표자회의의 의결로 등록해요"), default=False)
    late_is_warned = models.BooleanField(_("늦게 내고 등록되면 주의를 받아요"), default=False)
    published_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("바꾼 이유"), max_length=200, blank=True)

    objects = RulesQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "applies_to"], name="one_rules_per_kind")
        ]
        verbose_name = pgettext_lazy("이름", "등록 기준")

    def __str__(self):
        return f"{self.term} · {self.get_applies_to_display()}"

    @property
    def numbers(self):
        """The rules as {name: number}."""
        return {name: getattr(self, name) for name in self.NUMBERS}

    def ensure_looser(self, numbers, papers):
        """Raise Refused where one of the numbers, or a paper, asks for more than the rules do."""
        stricter = any(numbers[name] > getattr(self, name) for name in ONLY_FALLS)
        stricter = stricter or not set(papers) <= set(self.papers)
        if stricter or any(numbers[name] < getattr(self, name) for name in ONLY_RISES):
            raise Refused(_("알린 기준은 느슨하게만 바꿀 수 있어요."))
