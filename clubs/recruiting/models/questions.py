"""Questionnaires: the versions of a club's questions to its applicants."""

import re
import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from kclub.errors import Conflict

PERSONAL_DATA = re.compile(
    r"전화|휴대폰|핸드폰|연락처|주민\s*(등록)?\s*번호|학번|여권|계좌|생년월일|집\s*주소"
    r"|phone|mobile|student\s*(id|number)|passport|birth|bank",
    re.IGNORECASE,
)


class QuestionnaireQuerySet(models.QuerySet):
    """Questionnaires by whether they may be changed."""

    @transaction.atomic
    def editable(self, club):
        """Return the newest version of `club`, or a copy of it if it has answers.

        Locks the club's row, so that nobody answers it meanwhile. Raises Refused when the club is
        closed.
        """
        club.ensure_open()
        club.lock()
        newest = self.filter(club=club).first()
        if newest is None:
            return self.create(club=club, number=1)
        return newest.copy() if newest.is_answered else newest

    def with_counts(self):
        """Questionnaires with `answered_count`, the number of applications that answer each."""
        questionnaires = self.annotate(answered_count=Count("applications"))
        return questionnaires.order_by("-number")  # grouping drops the default order


class Questionnaire(models.Model):
    """One version of a club's questions. Once it is answered it never changes."""

    club = models.ForeignKey(Club, models.CASCADE, related_name="questionnaires")
    number = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["club", "number"], name="questionnaire_number")
        ]
        verbose_name = _("질문지")

    def __str__(self):
        return f"{self.club} {self.number}"

    @property
    def is_answered(self):
        return self.applications.exists()

    def copy(self):
        """Return a new version with the same questions."""
        newest = self.club.questionnaires.first().number
        copy = self.club.questionnaires.create(number=newest + 1)
        copy.copy_questions_of(self)
        return copy

    def copy_questions_of(self, other):
        """Add copies of the questions of `other`, with the same keys."""
        questions = list(other.questions.all())
        for question in questions:
            question.pk, question.questionnaire = None, self
        Question.objects.bulk_create(questions)

    @transaction.atomic
    def ask_again(self, by):
        """Replace the club's present questions with those of this earlier version."""
        editable = Questionnaire.objects.editable(self.club)
        if editable != self:
            editable.questions.all().delete()
            editable.copy_questions_of(self)
            self.club.record(AuditLogEntry.Action.QUESTIONS, by)


def new_key():
    """Return a random key that identifies a question in all versions: `3f9a01bc`."""
    return secrets.token_hex(4)


class Question(models.Model):
    """One question. Its `key` is the same in all versions, so that drafts find their answers."""

    class Kind(models.TextChoices):
        SHORT = "short", _("짧은 답")
        LONG = "long", _("긴 답")
        CHOICE = "choice", _("고르기")

    MAX_LENGTHS = {Kind.SHORT: 200, Kind.LONG: 2000, Kind.CHOICE: 200}  # letters

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    key = models.CharField(max_length=8, default=new_key, editable=False)
    text = models.CharField(_("질문"), max_length=200)
    kind = models.CharField(_("종류"), max_length=6, choices=Kind, default=Kind.LONG)
    choices = models.CharField(_("고를 것 (쉼표로 나눠요)"), max_length=300, blank=True)
    required = models.BooleanField(_("꼭 답해야 해요"), default=True)
    at_least = models.PositiveSmallIntegerField(
        _("몇 자부터"), null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    at_most = models.PositiveSmallIntegerField(
        _("몇 자까지"),
        null=True,
        blank=True,
        validators=[MinValueValidator(10), MaxValueValidator(2000)],
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="question_key")
        ]
        verbose_name = _("지원서 질문")

    def __str__(self):
        return self.text

    @property
    def choice_list(self):
        return [choice.strip() for choice in self.choices.split(",") if choice.strip()]

    @property
    def max_length(self):
        """The highest number of letters an answer may have."""
        return min(self.at_most or 2000, Question.MAX_LENGTHS[self.kind])

    @property
    def asks_for_personal_data(self):
        """Whether the question seems to ask for personal data that no club needs."""
        return bool(PERSONAL_DATA.search(f"{self.text} {self.choices}"))

    @transaction.atomic
    def change(self, by, **fields):
        """Change the question from now on; earlier answers keep the question they answered."""
        question = self._editable(by)
        for name, value in fields.items():
            setattr(question, name, value)
        question.save()

    @transaction.atomic
    def move(self, by, step):
        """Move the question `step` places down, or up if that is negative."""
        moved = self._editable(by)
        questions = list(moved.questionnaire.questions.all())
        index = questions.index(moved)
        questions.insert(max(index + step, 0), questions.pop(index))
        for position, question in enumerate(questions):
            question.position = position
        Question.objects.bulk_update(questions, ["position"])

    @transaction.atomic
    def drop(self, by):
        """Remove the question from now on."""
        self._editable(by).delete()

    def _editable(self, by):
        """Return this question in the editable version, and record that `by` changes it.

        Raises Conflict when that version has no such question any more.
        """
        club = self.questionnaire.club
        questions = Questionnaire.objects.editable(club).questions
        question = questions.filter(key=self.key).first()
        if question is None:
            raise Conflict(_("이미 뺀 질문이에요."))
        club.record(AuditLogEntry.Action.QUESTIONS, by, detail=self.text)
        return question
