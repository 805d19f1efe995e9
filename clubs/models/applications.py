"""How somebody comes into a club: questions, applications, decisions."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Count, Max, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from clubs.models.clubs import Club
from clubs.models.log import LogEntry
from kclub import live
from kclub.refusals import Conflict, Refused
from kclub.text import normal


class Question(models.Model):
    """What a club asks its applicants."""

    class Kind(models.TextChoices):
        SHORT = "short", _("짧은 답")
        LONG = "long", _("긴 답")
        CHOICE = "choice", _("고르기")

    club = models.ForeignKey(Club, models.CASCADE, related_name="questions")
    text = models.CharField(_("질문"), max_length=200)
    kind = models.CharField(_("종류"), max_length=6, choices=Kind, default=Kind.LONG)
    choices = models.CharField(_("고를 것 (쉼표로 나눠요)"), max_length=300, blank=True)
    required = models.BooleanField(_("꼭 답해야 해요"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text

    def ask(self):
        """Save it; a new one comes last."""
        if self.pk is None:
            last = self.club.questions.aggregate(last=Max("position"))["last"]
            self.position = 0 if last is None else last + 1
        self.save()

    @transaction.atomic
    def move(self, step):
        """Ask it `step` places later, or earlier if that is negative."""
        self.club.lock()
        questions = list(self.club.questions.all())
        place = questions.index(self)
        questions.insert(max(place + step, 0), questions.pop(place))
        for position, question in enumerate(questions):
            question.position = position
        Question.objects.bulk_update(questions, ["position"])

    @property
    def choice_list(self):
        return [choice.strip() for choice in self.choices.split(",") if choice.strip()]


class ApplicationQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(undecided=True)

    def decided(self):
        return self.filter(undecided=None)

    def of(self, user):
        return self.filter(applicant=user)

    def counted(self):
        """How many there are of each status: {"submitted": 5, …}; what is missing is 0."""
        rows = self.order_by().values_list("status").annotate(Count("pk"))
        return dict.fromkeys(Application.Status.values, 0) | dict(rows)


def new_receipt():
    """A number to quote at the club's door: `K7F2-9QXM`."""
    letters = "".join(secrets.choice("ACDEFGHJKLMNPQRTUVWXYZ234679") for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class Application(models.Model):
    """A student's request to join a club. It is decided once."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("기다리는 중")
        APPROVED = "approved", pgettext_lazy("지원서", "승인")
        REJECTED = "rejected", pgettext_lazy("지원서", "거절")
        WITHDRAWN = "withdrawn", _("거둬들임")

    club = models.ForeignKey(Club, models.CASCADE, related_name="applications")
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications"
    )
    message = models.TextField(_("하고 싶은 말"), max_length=500, blank=True)
    receipt = models.CharField(max_length=9, unique=True, default=new_receipt)
    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    undecided = models.GeneratedField(  # True or NULL; every database lets NULLs repeat
        expression=Case(When(Q(status="submitted"), then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("까닭"), max_length=500, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["club", "applicant", "undecided"], name="one_undecided_application"
            )
        ]
        indexes = [models.Index(fields=["club", "status", "submitted_at"], name="club_queue")]

    def __str__(self):
        return f"{self.applicant} → {self.club}"

    @property
    def is_undecided(self):
        return self.status == Application.Status.SUBMITTED

    @transaction.atomic
    def approve(self, by):
        """Admit the applicant; `by` is the officer who decides. Returns the Membership.

        Approving again changes nothing. Raises Conflict when it was rejected or withdrawn first,
        and when the applicant is no longer verified.
        """
        if not self.applicant.is_verified:
            raise Conflict(_("지원자의 학교 메일 인증이 풀렸어요."))
        if self._decide(Application.Status.APPROVED, by):
            self.club.log(LogEntry.Action.APPROVED, by, self.applicant)
            self.applicant.notify(
                gettext_noop("%(club)s에 가입됐어요. 첫인사를 남겨 보세요."),
                self.club.get_absolute_url(),
                club=self.club.name,
            )
        return self.club.admit(self.applicant)

    @transaction.atomic
    def reject(self, by, reason=""):
        """Decline kindly, with a reason the applicant may read. Rejecting again changes nothing."""
        if self._decide(Application.Status.REJECTED, by, reason=normal(reason)):
            self.club.log(LogEntry.Action.REJECTED, by, self.applicant, self.reason)
            self.applicant.notify(
                gettext_noop("%(club)s 지원 결과가 나왔어요."),
                reverse("clubs:detail", args=[self.club.slug]),
                club=self.club.name,
            )

    @transaction.atomic
    def withdraw(self):
        """The applicant takes it back. Raises Conflict when it has been decided."""
        self._decide(Application.Status.WITHDRAWN, self.applicant)

    def _decide(self, status, by, **fields):
        # One conditional UPDATE: of two officers clicking at once, the database lets one through.
        if by == self.applicant and status != Application.Status.WITHDRAWN:
            raise Refused(_("자기 지원서는 스스로 결정할 수 없어요."))
        mine = Application.objects.undecided().filter(pk=self.pk)
        first = mine.update(status=status, decided_by=by, decided_at=timezone.now(), **fields)
        self.refresh_from_db()
        if self.status == Application.Status.WITHDRAWN != status:
            raise Conflict(_("%(by)s님이 지원서를 거둬들였어요."), params={"by": self.applicant})
        if self.status != status:
            raise Conflict(_("%(by)s님이 먼저 결정했어요."), params={"by": self.decided_by})
        if first:
            live.publish(self.club.desk, event="applications-changed")
            live.publish(self.applicant.channel, event="memberships-changed")
        return bool(first)


class Answer(models.Model):
    """What an applicant answered; the question stands as it was asked."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=200)
    text = models.TextField(max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.question
