"""What the union decides about a registration."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.marks.models.marks import Mark
from clubs.registration.models.rules import STANDING_BEFORE
from clubs.term.models import Window, announce_roster
from clubs.union.permissions import ensure_may_decide
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

DAYS_TO_MEND = timedelta(days=7)
AWAY_AFTER = timedelta(days=30)  # without a log-in
FILED_LATE = "등록 신청을 늦게 냈어요."  # the reason of a caution


def is_away(user):
    """Whether the user has left the union, or has not logged in for a month."""
    works = user.is_staff and user.is_active and user.last_login
    return not works or user.last_login < timezone.now() - AWAY_AFTER


def left_alone():
    """Return the condition of Registrations that are `is_left_alone`."""
    who = "registration__assigned_to"
    is_here = {f"{who}__is_staff": True, f"{who}__is_active": True}
    since = {f"{who}__last_login__gte": timezone.now() - AWAY_AFTER}
    return models.Q(registration__isnull=False) & ~models.Q(**is_here, **since)


class DecidedByUnion(models.Model):
    """The part of Registration that the union decides. Nobody decides about a club they run."""

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolution = models.ForeignKey(
        "clubs.Resolution", models.PROTECT, null=True, blank=True, related_name="registrations"
    )

    class Meta:
        abstract = True

    @property
    def is_left_alone(self):
        """Whether nobody of the union has it in hand: nobody took it on, or they are away."""
        return self.assigned_to is None or is_away(self.assigned_to)

    @transaction.atomic
    def assign(self, by, to):
        """Let `to` of the union take care of it; None: nobody. Again it changes nothing.

        Anybody of the union may still decide. Whoever gets it of another is told. Raises Refused
        for an interested person, and for somebody who is not of the union any more.
        """
        self.lock()
        self.term.ensure_not_over()
        for person in filter(None, (by, to)):
            self.ensure_may_be_decided_by(person)
        if self.assigned_to == to:
            return
        self.assigned_to = to
        self.save(update_fields=["assigned_to"])
        if to and to != by:
            told = {"about": self, "club": self.club.names, "author": by}
            to.notify(kinds.REGISTRATION_ASSIGNED, self.review_url, **told)

    @transaction.atomic
    def send_back(self, by, remarks):
        """Return it to be mended; `remarks` are {Remark.About: text}, at least one.

        It is due in a week, or when the window to amend closes if that is later. Raises Refused as
        `accept` does, and without a remark.
        """
        remarks = {about: normalized(text) for about, text in remarks.items() if normalized(text)}
        if not remarks:
            raise Refused(_("무엇을 고쳐야 하는지 적어 주세요."))
        if not self.submissions.exists():
            raise Conflict(_("아직 낸 것이 없어요."))
        if self._decide(by, self.State.RETURNED, due_at=self._due_at()):
            for about, text in remarks.items():
                self.last_submission.remarks.create(about=about, text=text, by=by)
            self.tell_president(kinds.REGISTRATION_RETURNED, by, AuditLogEntry.Action.UNFILED)

    @transaction.atomic
    def mark_checked(self, by):
        """Say that it is ready for a resolution. Again it changes nothing.

        Raises Refused where none is needed, and as `accept` does.
        """
        self.lock()
        if self.state == self.State.CHECKED:
            return
        if not self.needs_resolution:
            raise Refused(_("대표자회의 없이 바로 결정할 수 있어요."))
        if self._decide(by, self.State.CHECKED):
            self.club.record(AuditLogEntry.Action.CHECKED, by)

    @transaction.atomic
    def accept(self, by, resolution=None):
        """Register the club: it is active and has the standing of the kind.

        Accepting again changes nothing. Raises Refused for an interested person and without the
        Resolution it needs, Conflict when another one of the union has decided otherwise.
        """
        self.lock()
        if self.needs_resolution and not resolution:
            raise Refused(_("대표자회의에서 의결해야 등록할 수 있어요."))
        if self._decide(by, self.State.ACCEPTED, reason="", resolution=resolution):
            self._register_club(by)

    @transaction.atomic
    def refuse(self, by, reason, resolution=None):
        """Do not register the club, with a reason. Raises Refused and Conflict as `accept` does.

        What was accepted once takes two to turn down: whoever accepted or reopened it cannot.
        """
        if not normalized(reason):
            raise Refused(_("이유를 적어 주세요."))
        self.lock()
        last, reason = self.reopenings.last(), normalized(reason)[:500]
        if last and by.pk in (last.by_id, last.accepted_by_id):
            raise Refused(_("등록했거나 다시 연 사람이 아닌 다른 사람이 결정해야 해요."))
        if self._decide(by, self.State.REFUSED, reason=reason, resolution=resolution):
            if last:
                self.club.set_standing(STANDING_BEFORE[self.kind])
            self._tell_not_registered(by)

    @transaction.atomic
    def reopen(self, by, reason):
        """Let an accepted club mend and file it again, with a reason. Again it changes nothing.

        The club stays as it is until this is decided anew. Raises Refused and Conflict as `accept`.
        """
        self.lock()
        self.term.ensure_not_over()
        self.ensure_may_be_decided_by(by)
        if self.state == self.State.REOPENED:
            return
        if self.state != self.State.ACCEPTED:
            raise Conflict(_("등록된 것만 다시 열 수 있어요."))
        if not normalized(reason):
            raise Refused(_("이유를 적어 주세요."))
        reason = normalized(reason)[:500]
        self.reopenings.create(by=by, reason=reason, accepted_by=self.decided_by)
        self._become(by, self.State.REOPENED, due_at=self._due_at(), reason=reason)
        action = AuditLogEntry.Action.REOPENED
        self.tell_president(kinds.REGISTRATION_REOPENED, by, action, reason)

    def end_appeal(self, by, is_accepted, reason):
        """Decide anew what the club has appealed against; the registration has to be locked."""
        if not is_accepted:
            self._become(by, self.State.REFUSED, reason=reason)
            self._tell_not_registered(by)
        elif self.needs_resolution:
            self._become(by, self.State.CHECKED, reason=reason)
            self.tell_president(kinds.APPEAL_ACCEPTED, by, AuditLogEntry.Action.CHECKED, reason)
        else:
            self._become(by, self.State.ACCEPTED, reason=reason)
            self._register_club(by)

    def _register_club(self, by):
        if self.club.status == Club.Status.DORMANT:
            self.club.resume(by)
        self.club.set_standing(self.standing)
        self._warn_if_late(by)
        self.tell_president(kinds.REGISTRATION_ACCEPTED, by, AuditLogEntry.Action.REGISTERED)

    def _warn_if_late(self, by):
        """Give the club a caution of this term, once, where it has filed late and its rules say so."""
        last = self.last_submission
        if self.is_late and last and last.rules.late_is_warned:
            told = {"term": self.term, "nonce": f"registration {self.pk}"}
            Mark.objects.give(self.club, by, Mark.Kind.CAUTION, FILED_LATE, **told)

    def _tell_not_registered(self, by):
        action = AuditLogEntry.Action.NOT_REGISTERED
        self.tell_president(kinds.REGISTRATION_REFUSED, by, action, self.reason)

    def _due_at(self):
        """Return until when what is returned now has to be mended."""
        amend = self.term.windows.filter(kind=Window.Kind.AMEND).first()
        in_a_week = timezone.now() + DAYS_TO_MEND
        return max(in_a_week, amend.closes_at) if amend else in_a_week

    def _decide(self, by, state, **fields):
        """Change the state of a waiting one; return False where this person has done it already."""
        self.lock()
        self.term.ensure_not_over()
        self.ensure_may_be_decided_by(by)
        if self.state == state and self.decided_by_id == by.pk:
            return False
        if not self.is_waiting:
            raise Conflict(_("그 사이에 다른 사람이 결정했거나, 아직 제출하지 않았어요."))
        self._become(by, state, **fields)
        return True

    def _become(self, by, state, **fields):
        """Store that `by` has decided so, now."""
        fields = {"resolution": None} | fields
        fields |= {"state": state, "decided_by": by, "decided_at": timezone.now()}
        fields |= {"assigned_to": self.assigned_to or by}
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=fields)
        announce_roster(self.club)

    def ensure_may_be_decided_by(self, by):
        """Raise Refused unless `by` is of the union and no officer of this club."""
        ensure_may_decide(by, self.club)
