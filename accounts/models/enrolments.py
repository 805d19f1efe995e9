"""Enrolments: the department and status a person states for a term."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.student_numbers import digest
from accounts.models.terms import Term
from accounts.signals import student_changed
from kclub.errors import Conflict, Refused


class EnrolmentQuerySet(models.QuerySet):
    """Enrolments by whether they count, and stating one."""

    @transaction.atomic
    def erase_student_numbers(self, term):
        """Erase the student numbers of a term; those who gave one still count. Returns how many."""
        given = self.filter(term=term).exclude(student_number=None).exclude(student_number="")
        return given.update(student_number="", student_number_digest=None)

    def counting(self):
        """Enrolments of people who study in the term or are on leave; not of who has finished."""
        return self.filter(status__in=COUNTING)

    @transaction.atomic
    def declare(self, user, term, department, status, student_number=None):
        """State the user's department and status for a term. Returns the Enrolment.

        Stating it again changes nothing; a correction keeps what was stated before. Raises Refused
        for the unverified, for a term that is over and for a hidden department.

        `student_number` is theirs where the union asks for it and they agree; None takes back what
        they gave. Raises Conflict where somebody else has given the same.
        """
        term = Term.objects.select_for_update().get(pk=term.pk) if student_number else term
        user.lock().ensure_verified(_("학교 메일을 인증하면 적을 수 있어요."))
        term.ensure_not_over()
        enrolment = self._state(user, term, department, status)
        if enrolment.student_number != student_number:
            self._ensure_not_taken(enrolment, student_number)
            enrolment.student_number = student_number
            enrolment.student_number_digest = student_number and digest(student_number)
            enrolment.save(update_fields=["student_number", "student_number_digest"])
            student_changed.send(type(user), user=user)
        return enrolment

    def _ensure_not_taken(self, enrolment, student_number):
        given = self.filter(term=enrolment.term).exclude(pk=enrolment.pk)
        if student_number and given.filter(student_number_digest=digest(student_number)).exists():
            raise Conflict(_("다른 계정에서 이미 적은 학번이에요. 동아리연합회에 알려 주세요."))

    def _state(self, user, term, department, status):
        """Return the user's Enrolment of the term, with this department and status."""
        enrolment = self.filter(user=user, term=term).first()
        if enrolment and (enrolment.department, enrolment.status) == (department, status):
            return enrolment
        if department.hidden:
            raise Refused(_("지금은 고를 수 없는 학과예요."))
        if not enrolment:
            return self.create(user=user, term=term, department=department, status=status)
        enrolment.changes.create(department=enrolment.department, status=enrolment.status)
        enrolment.department, enrolment.status = department, status
        enrolment.declared_at = timezone.now()
        enrolment.save(update_fields=["department", "status", "declared_at"])
        student_changed.send(type(user), user=user)
        return enrolment


class Enrolment(models.Model):
    """What a person says of themselves for a term; what of it others see is their choice."""

    class Status(models.TextChoices):
        ATTENDING = "attending", _("재학")
        LEAVE = "leave", _("휴학")
        FINISHED = "finished", _("졸업·수료")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments")
    term = models.ForeignKey("accounts.Term", models.PROTECT, related_name="enrolments")
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, related_name="+", verbose_name=_("학과")
    )
    status = models.CharField(_("재적"), max_length=9, choices=Status, default=Status.ATTENDING)
    declared_at = models.DateTimeField(default=timezone.now)
    # None: not given; "": it was, and is erased. The digest finds one person with two accounts.
    student_number = models.CharField(_("학번"), max_length=15, null=True, blank=True)  # noqa: DJ001
    student_number_digest = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "term"], name="one_enrolment_per_term"),
            models.UniqueConstraint(
                fields=["term", "student_number_digest"], name="one_person_per_student_number"
            ),
        ]
        verbose_name = pgettext_lazy("이름", "재적")

    def __str__(self):
        return f"{self.user} · {self.term}"


COUNTING = [Enrolment.Status.ATTENDING, Enrolment.Status.LEAVE]


class EnrolmentChange(models.Model):
    """What an enrolment said before it was corrected at `at`."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="changes")
    department = models.ForeignKey("accounts.Department", models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=Enrolment.Status)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("재적 고친 기록")

    def __str__(self):
        return f"{self.enrolment} · {self.at}"
