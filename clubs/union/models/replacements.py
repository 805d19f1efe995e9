"""Replacements: proposals by the union to give a club another president."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from clubs.audit_log.models import AuditLogEntry
from clubs.union.models.proposals import Proposal
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized


class Replacement(Proposal):
    """A proposal to give a club another president, whether or not the present one agrees.

    A second member of the union must confirm it.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("확인 기다림")
        DONE = "done", _("바꿈")
        DROPPED = "dropped", _("그만둠")

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="replacements")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.CharField(_("이유"), max_length=500)
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)

    class Meta(Proposal.Meta):
        constraints = [
            models.UniqueConstraint(fields=["club", "undecided"], name="one_undecided_replacement")
        ]
        verbose_name = _("회장 교체")

    def __str__(self):
        return f"{self.club} → {self.successor}"

    @classmethod
    @transaction.atomic
    def ask(cls, club, successor, by, reason):
        """Propose a replacement. Returns the Replacement; proposing it again changes nothing.

        Raises Refused unless `successor` is another member and `by` is impartial, Conflict while
        the club has another undecided replacement.
        """
        club = club.lock()
        ensure_impartial(by, club, successor)
        if successor.pk == club.president_id or not club.is_member(successor):
            raise Refused(_("그 동아리의 다른 부원에게만 맡길 수 있어요."))
        if undecided := club.replacements.undecided().first():
            if undecided.successor == successor:
                return undecided
            raise Conflict(_("%(by)s님의 제안이 먼저 기다리고 있어요."), {"by": undecided.asked_by})
        club.record(AuditLogEntry.Action.REPLACEMENT, by, successor, reason)
        User.objects.of_union().announce_todo()
        return club.replacements.create(successor=successor, asked_by=by, reason=normalized(reason))

    @transaction.atomic
    def confirm(self, by):
        """Make the successor president. Confirming again changes nothing.

        Raises Refused unless `by` is an impartial member of the union who did not propose it,
        Conflict when it was dropped, or the successor has left the club meanwhile.
        """
        club = self.club.lock()
        ensure_impartial(by, club, self.successor)
        if by.pk == self.asked_by_id:
            raise Refused(_("제안한 사람 말고 다른 한 명이 확인해야 해요."))
        if not self.decide(Replacement.Status.DONE, by):
            return
        if not club.is_member(self.successor.lock()):
            raise Conflict(_("그 사이에 동아리를 나갔어요."))
        club.change_president(self.successor, by)

    @transaction.atomic
    def drop(self, by):
        """Drop the proposal; the club keeps its president. Dropping again changes nothing."""
        ensure_impartial(by, self.club.lock(), self.successor)
        self.decide(Replacement.Status.DROPPED, by)


def ensure_impartial(by, club, successor):
    """Raise Refused unless `by` is of the union, and neither the president nor the successor."""
    if not by.is_staff or by.pk in (club.president_id, successor.pk):
        raise Refused(_("연합회의 다른 사람이 결정해야 해요."))
