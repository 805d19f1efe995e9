"""Appeals of a club against what the union has decided, and reopening what it has accepted."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import User
from clubs.audit_log.models import AuditLogEntry
from clubs.registration.models.registrations import Registration
from clubs.term.models import Window, announce_roster
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

DAYS_TO_APPEAL = timedelta(days=14)  # where the term has no window for it


def appeal_until(registration):
    """Return until when the club may appeal against the decision, or None.

    It may where it was not registered, once a decision, and not against that about an appeal.
    """
    if registration.state not in Registration.NOT_REGISTERED:
        return None
    decided_at, last = registration.decided_at, registration.appeals.last()
    if last and decided_at in (last.decision_at, last.decided_at):
        return None
    window = registration.term.windows.filter(kind=Window.Kind.APPEAL).first()
    if window:
        return window.closes_at if window.is_open else None
    ends_at = decided_at + DAYS_TO_APPEAL
    return ends_at if timezone.now() < ends_at else None


class AppealQuerySet(models.QuerySet):
    """Appeals, and making one."""

    @transaction.atomic
    def make(self, registration, by, text):
        """Appeal against the decision; `by` is the president. Returns the Appeal; again the same.

        Raises Refused where nothing is decided, it is too late, or it has been appealed already.
        """
        registration.lock()
        registration.term.ensure_not_over()
        if by.pk != registration.club.president_id:
            raise Refused(_("회장만 이의를 신청할 수 있어요."))
        if registration.state == Registration.State.APPEALED:
            return registration.appeals.last()
        if not appeal_until(registration):
            raise Refused(_("지금은 이의를 신청할 수 없어요."))
        if not normalized(text):
            raise Refused(_("이유를 적어 주세요."))
        appeal = self.create(
            registration=registration,
            by=by,
            text=normalized(text),
            decision_at=registration.decided_at,
        )
        registration.state = Registration.State.APPEALED
        registration.save(update_fields=["state"])
        announce_roster(registration.club)
        registration.club.record(AuditLogEntry.Action.APPEALED, by)
        told = {"about": registration, "club": registration.club.names, "author": by}
        url = registration.review_url
        User.objects.of_union().notify(kinds.REGISTRATION_APPEALED, url, **told)
        return appeal


class Appeal(models.Model):
    """What a club says against a decision. Another one of the union decides about it, finally."""

    class Outcome(models.TextChoices):
        OPEN = "", _("기다리는 중")
        ACCEPTED = "accepted", _("받아들이기")
        REFUSED = "refused", _("받아들이지 않기")

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="appeals")
    text = models.TextField(_("이의"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    decision_at = models.DateTimeField()  # of the decision it is against
    outcome = models.CharField(_("결정"), max_length=8, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("이유"), max_length=500, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "decision_at"], name="one_appeal_per_decision"
            )
        ]
        verbose_name = _("등록 이의")

    def __str__(self):
        return self.text

    @transaction.atomic
    def decide(self, by, outcome, reason):
        """Accept or refuse the appeal, with a reason. Deciding the same again changes nothing.

        Accepted, the club is registered, or the meeting votes where a resolution is needed. Raises
        Refused for whoever has decided before or runs the club, Conflict when it is decided.
        """
        self.registration.lock()
        self.refresh_from_db(fields=["outcome", "decided_by", "decided_at", "reason"])
        self.registration.term.ensure_not_over()
        self.registration.ensure_may_be_decided_by(by)
        if self.outcome and (self.outcome, self.decided_by_id) == (outcome, by.pk):
            return
        if self.outcome:
            raise Conflict(_("그 사이에 다른 사람이 결정했어요."))
        self.ensure_second_person(by)
        if not normalized(reason):
            raise Refused(_("이유를 적어 주세요."))
        self.outcome, self.decided_by, self.reason = outcome, by, normalized(reason)[:500]
        self.registration.end_appeal(by, outcome == self.Outcome.ACCEPTED, self.reason)
        self.decided_at = self.registration.decided_at
        self.save(update_fields=["outcome", "decided_by", "decided_at", "reason"])

    def ensure_second_person(self, by):
        """Raise Refused for whoever has made the decision that the club appeals against."""
        if by.pk == self.registration.decided_by_id:
            raise Refused(_("처음 결정한 사람이 아닌 다른 사람이 결정해야 해요."))


class Reopening(models.Model):
    """That the union has opened an accepted registration again, and why."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="reopenings")
    reason = models.CharField(_("이유"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = pgettext_lazy("이름", "등록 다시 열기")

    def __str__(self):
        return self.reason
