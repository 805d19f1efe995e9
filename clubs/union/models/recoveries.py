"""Recoveries: how somebody who has lost all second factors gets in again, by two of the union."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import User
from clubs.audit_log.models import AuditLogEntry
from clubs.union.models.proposals import Proposal, ProposalQuerySet
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

SETTLED_AFTER = timedelta(days=7)  # in the union, so that nobody is made the second one for it
OPEN_FOR = timedelta(days=1)  # who has not been confirmed by then is met again


class RecoveryQuerySet(ProposalQuerySet):
    """Recoveries by whether they can be confirmed."""

    def open(self):
        return self.undecided().filter(asked_at__gt=timezone.now() - OPEN_FOR)

    def waiting_for(self, user):
        """Open recoveries that `user` may confirm."""
        settled_at = (user.staff_since or timezone.now()) + SETTLED_AFTER
        others = self.open().exclude(Q(asked_by=user) | Q(person=user))
        return others.filter(asked_at__gte=settled_at)


class Recovery(Proposal):
    """The removal of all second factors of a person whom one of the union has met.

    A second one has to confirm it within a day; neither of them is the person, and both were of
    the union for a week when it was asked for. The person may drop it.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("확인 기다림")
        DONE = "done", _("없앰")
        DROPPED = "dropped", _("그만둠")
        EXPIRED = "expired", _("시간이 지남")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recoveries", verbose_name=_("누구")
    )
    how = models.CharField(_("어떻게 확인했나요?"), max_length=300)
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)

    objects = RecoveryQuerySet.as_manager()

    class Meta(Proposal.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "undecided"], name="one_undecided_recovery")
        ]
        verbose_name = _("2단계 인증 복구")
        verbose_name_plural = _("2단계 인증 복구")

    def __str__(self):
        return str(self.person)

    @property
    def is_over(self):
        return self.asked_at <= timezone.now() - OPEN_FOR

    @classmethod
    @transaction.atomic
    def ask(cls, person, by, how):
        """Ask for it, having met the person. Returns the Recovery; asking again changes nothing.

        Raises Refused unless `by` may, Conflict if the person has no second factor, or while
        somebody else has asked for it.
        """
        person = person.lock()
        ensure_may_recover(by, person, timezone.now())
        if not person.has_second_factor:
            raise Conflict(_("2단계 인증을 쓰지 않는 계정이에요."))
        if before := person.recoveries.undecided().first():
            if not before.is_over:
                if before.asked_by == by:
                    return before
                raise Conflict(_("%(by)s님이 먼저 부탁받았어요."), {"by": before.asked_by})
            before.decide(cls.Status.EXPIRED, None)
        recovery = person.recoveries.create(asked_by=by, how=normalized(how))
        record(AuditLogEntry.Action.RECOVERY, by, person, recovery.how)
        person.notify(kinds.RECOVERY_ASKED, reverse("mfa_index"), by=str(by))
        User.objects.of_union().announce_todo()
        return recovery

    @transaction.atomic
    def confirm(self, by):
        """Remove the factors of the person and end their log-ins. Again changes nothing.

        Raises Refused unless `by` may and has not asked for it, Conflict if a day has passed, or
        whoever asked has left the union meanwhile.
        """
        person = self.person.lock()
        ensure_may_recover(by, person, self.asked_at)
        if by.pk == self.asked_by_id:
            raise Refused(_("부탁받은 사람 말고 다른 한 명이 확인해야 해요."))
        if self.is_over and self.status == self.Status.ASKED:
            raise Conflict(_("하루가 지났어요. 다시 만나 확인해 주세요."))
        if not User.objects.of_union().filter(pk=self.asked_by_id).exists():
            raise Conflict(_("부탁받은 사람이 연합회를 떠났어요. 다시 만나 확인해 주세요."))
        if self.decide(self.Status.DONE, by):
            person.reset_second_factors()
            record(AuditLogEntry.Action.RECOVERED, by, person)

    @transaction.atomic
    def drop(self, by):
        """Drop it; the person keeps their factors. Dropping again changes nothing.

        Raises Refused unless `by` is the person or another one of the union.
        """
        person = self.person.lock()
        if by.pk != person.pk:
            ensure_of_union(by, person)
        if self.decide(self.Status.DROPPED, by):
            record(AuditLogEntry.Action.RECOVERY_DROPPED, by, person)


def record(action, by, person, detail=""):
    """Record in the audit log what the union has done about the person."""
    AuditLogEntry.objects.create(action=action, by=by, about=person, detail=detail)


def ensure_may_recover(by, person, asked_at):
    """Raise Refused unless `by` may, and had been of the union for a week at that moment."""
    ensure_of_union(by, person)
    if not by.staff_since or by.staff_since > asked_at - SETTLED_AFTER:
        raise Refused(_("연합회에 온 지 7일이 지나야 할 수 있어요."))


def ensure_of_union(by, person):
    """Raise Refused unless `by` is another one of the union, with a second factor if it needs one."""
    if not by.is_staff or by.pk == person.pk:
        raise Refused(_("연합회의 다른 사람이 해야 해요."))
    if by.needs_second_factor and not by.has_second_factor:
        turn_on = (reverse("mfa_index"), _("2단계 인증 켜기"))
        raise Refused(_("내 2단계 인증을 먼저 켜 주세요."), next_step=turn_on)
