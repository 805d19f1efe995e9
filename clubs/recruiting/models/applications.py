"""Applications: students' requests to join a club."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import Subject
from clubs.directory.models import Club
from clubs.recruiting.models.decisions import ApplicationDecisions
from clubs.recruiting.models.querysets import (
    OVERDUE_AFTER,
    OVERDUE_FOR_UNION_AFTER,
    ApplicationQuerySet,
)
from clubs.recruiting.models.questions import Questionnaire
from clubs.recruiting.models.undo import ApplicationUndo
from kclub.daily_tasks import daily_task
from kclub.errors import Conflict
from kclub.text.normalization import normalized


def new_receipt():
    """Return a random receipt that identifies an application to people: `K7F2-9QXM`."""
    letters = "".join(secrets.choice("ACDEFGHJKLMNPQRTUVWXYZ234679") for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class Application(ApplicationDecisions, ApplicationUndo, Subject, models.Model):
    """A student's request to join a club.

        submitted → (interview) → approved | rejected | waitlisted → offered → approved | expired

    The applicant may withdraw it as long as it is undecided.
    """

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("심사 중")
        INTERVIEW = "interview", _("면접")
        WAITLISTED = "waitlisted", _("대기")
        OFFERED = "offered", _("자리 제안")
        APPROVED = "approved", pgettext_lazy("지원서", "승인")
        REJECTED = "rejected", pgettext_lazy("지원서", "거절")
        WITHDRAWN = "withdrawn", pgettext_lazy("상태", "지원 취소")
        EXPIRED = "expired", _("기한 지남")

    UNDECIDED = [Status.SUBMITTED, Status.INTERVIEW, Status.WAITLISTED, Status.OFFERED]
    AWAITING_OFFICERS = [Status.SUBMITTED, Status.INTERVIEW]
    DECIDABLE = [Status.SUBMITTED, Status.INTERVIEW, Status.WAITLISTED]
    WITH_SEAT = [Status.OFFERED, Status.APPROVED]
    UNDOABLE = [Status.INTERVIEW, Status.WAITLISTED, Status.APPROVED, Status.REJECTED]

    club = models.ForeignKey(Club, models.CASCADE, related_name="applications")
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications"
    )
    questionnaire = models.ForeignKey(
        Questionnaire, models.RESTRICT, null=True, related_name="applications"
    )
    message = models.TextField(_("하고 싶은 말"), max_length=500, blank=True)
    receipt = models.CharField(max_length=9, unique=True, default=new_receipt)
    status = models.CharField(max_length=10, choices=Status, default=Status.SUBMITTED)
    undecided = models.GeneratedField(  # True or NULL; every database lets NULLs repeat
        expression=Case(When(Q(status__in=UNDECIDED), then=True)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(  # who changed its status last, and when
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)  # why, or when and where they meet
    offer_ends_at = models.DateTimeField(null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["club", "applicant", "undecided"], name="one_undecided_application"
            )
        ]
        indexes = [
            models.Index(fields=["club", "status", "submitted_at"], name="club_applications")
        ]
        verbose_name = pgettext_lazy("이름", "지원서")

    def __str__(self):
        return f"{self.applicant} → {self.club}"

    def get_absolute_url(self):
        return reverse("clubs:application", args=[self.club.slug, self.receipt])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/application:{self.pk}"

    @property
    def is_undecided(self):
        return self.status in Application.UNDECIDED

    @property
    def is_decidable(self):
        return self.status in Application.DECIDABLE

    @property
    def days_waiting(self):
        """The whole days it has waited for the officers; None when it does not wait for them."""
        if self.status not in Application.AWAITING_OFFICERS:
            return None
        return (timezone.now() - (self.decided_at or self.submitted_at)).days

    @property
    def is_overdue(self):
        return self.days_waiting is not None and self.days_waiting >= OVERDUE_AFTER.days

    @property
    def is_overdue_for_union(self):
        """Whether it has waited so long that the union is shown it."""
        return self.days_waiting is not None and self.days_waiting >= OVERDUE_FOR_UNION_AFTER.days

    @property
    def shown_status(self):
        """The status in the words in which applicants read it."""
        told = {self.Status.APPROVED: _("합격"), self.Status.REJECTED: _("다음에 만나요")}
        return told.get(self.status) or self.get_status_display()

    @property
    def timeline(self):
        """The StatusChanges the applicant sees: all but undone decisions and their undoing."""
        changes = []
        for change in self.status_changes.all():
            if change.is_undo:
                changes.pop()
            else:
                changes.append(change)
        return changes

    def submit(self, answers):
        """Store `answers`, (Question, text) pairs, and begin the timeline."""
        self.answers.bulk_create(
            self.answers.model(application=self, question=question, text=normalized(text))
            for question, text in answers
        )
        self.status_changes.create(status=self.status, by=self.applicant, at=self.submitted_at)

    def notify_officers(self):
        """Notify the officers of the application, until one of them answers it."""
        url = reverse("clubs:applications", args=[self.club.slug])
        by = self.applicant.display_name
        self.club.notify_officers(kinds.APPLICATION_RECEIVED, url, about=self, by=by)


@daily_task("offers of a seat that have ended")
def expire_offers():
    """Expire the applications whose offer has lapsed. Returns their number."""
    lapsed = list(Application.objects.with_lapsed_offer().select_related("club", "applicant"))
    for application in lapsed:
        try:
            application.expire()
        except Conflict:  # accepted or withdrawn since the query
            continue
    return len(lapsed)


@daily_task("applications decided 90 days ago, what was written erased")
def erase_answers():
    """Erase the texts of applications past their retention. Returns the number of applications."""
    return Application.objects.past_retention().erase_texts()
