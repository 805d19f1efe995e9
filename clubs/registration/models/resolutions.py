"""A resolution of the meeting of representatives, which decides many registrations at once."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Term
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized


class ResolutionQuerySet(models.QuerySet):
    """Resolutions, and recording one."""

    @transaction.atomic
    def record(self, term, by, registrations, **vote):
        """Record a vote of the meeting and decide these registrations of the term by it.

        `vote` are the fields of a Resolution. Returns it; the same again returns the one that is
        there. Raises Refused where one of them cannot be decided, with the reason for each such
        club: then none is.
        """
        if not by.is_staff:
            raise Refused(_("동아리연합회만 결정할 수 있어요."))
        vote = {name: normalized(v) if isinstance(v, str) else v for name, v in vote.items()}
        registrations = sorted(registrations, key=lambda registration: registration.club_id)
        for registration in registrations:
            registration.lock()
        if same := self._recorded(registrations, vote):
            return same
        resolution = Resolution(term=term, by=by, **vote)
        resolution.ensure_complete(registrations)
        resolution.save()
        refusals = list(resolution.refusals(registrations))
        if refusals:
            raise Refused("\n".join(refusals))
        return resolution

    def _recorded(self, registrations, vote):
        """Return the Resolution that has decided all of these already by this vote, or None."""
        keys = {registration.resolution_id for registration in registrations}
        return self.filter(pk=keys.pop(), **vote).first() if len(keys) == 1 else None


class Resolution(models.Model):
    """A vote of the meeting of representatives. It is held elsewhere, and recorded here."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("등록하기로 했어요")
        REFUSED = "refused", _("등록하지 않기로 했어요")

    term = models.ForeignKey(Term, models.PROTECT, related_name="resolutions")
    meeting = models.CharField(_("회의"), max_length=60)
    held_on = models.DateField(_("회의한 날"))
    present = models.PositiveSmallIntegerField(_("참석"), validators=[MinValueValidator(1)])
    in_favour = models.PositiveSmallIntegerField(_("찬성"))
    against = models.PositiveSmallIntegerField(_("반대"))
    abstained = models.PositiveSmallIntegerField(_("기권"))
    outcome = models.CharField(_("결과"), max_length=8, choices=Outcome)
    note = models.CharField(_("메모"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gte=F("in_favour") + F("against") + F("abstained")),
                name="votes_of_those_present",
            )
        ]
        verbose_name = _("의결")

    def __str__(self):
        return f"{self.meeting} ({self.held_on})"

    def ensure_complete(self, registrations):
        """Raise Refused where the vote does not add up, or lacks what it is about."""
        if not registrations:
            raise Refused(_("동아리를 골라 주세요."))
        if self.in_favour + self.against + self.abstained > self.present:
            raise Refused(_("찬성, 반대, 기권을 더하면 참석한 사람보다 많아요."))
        if self.held_on > timezone.localdate():
            raise Refused(_("아직 열리지 않은 회의예요."))
        if self.outcome == self.Outcome.REFUSED and not self.note:
            raise Refused(_("이유를 적어 주세요."))

    def refusals(self, registrations):
        """Decide each of them; yield a sentence for each that cannot be, with the name of the club."""
        for registration in registrations:
            try:
                if registration.term_id != self.term_id:
                    raise Refused(_("다른 학기의 등록 신청이에요."))
                if not registration.is_waiting:
                    raise Conflict(_("결정을 기다리고 있지 않아요."))
                self._decide(registration)
            except Refused as refusal:
                yield f"{registration.club}: {refusal}"

    def _decide(self, registration):
        if self.outcome == self.Outcome.ACCEPTED:
            registration.accept(self.by, resolution=self)
        else:
            registration.refuse(self.by, self.note, resolution=self)
