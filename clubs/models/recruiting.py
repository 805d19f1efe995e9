"""How a club takes people in: when, how many, and how one joins or applies."""

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub import live
from kclub.refusals import Conflict, Refused
from kclub.text import normal


class Recruiting(models.Model):
    """The half of a Club that recruits."""

    class JoinMode(models.TextChoices):
        OPEN = "open", _("누구나 바로 들어와요")
        REQUEST = "request", _("신청을 보고 승인해요")
        APPLICATION = "application", _("지원서를 보고 승인해요")
        CLOSED = "closed", _("지금은 모집하지 않아요")

    join_mode = models.CharField(
        _("가입 방식"), max_length=12, choices=JoinMode, default=JoinMode.REQUEST
    )
    recruiting_from = models.DateField(_("모집 시작일"), null=True, blank=True)
    recruiting_until = models.DateField(_("모집 마감일"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("모집 인원"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    class Meta:
        abstract = True

    # When --------------------------------------------------------------------------------

    @property
    def is_recruiting(self):
        """Whether somebody may apply today."""
        today = timezone.localdate()
        started = self.recruiting_from is None or self.recruiting_from <= today
        ended = self.recruiting_until is not None and self.recruiting_until < today
        closed = self.join_mode == self.JoinMode.CLOSED or self.status != self.Status.ACTIVE
        return started and not ended and not closed

    @property
    def recruits_later(self):
        """Whether its recruiting has yet to begin."""
        today = timezone.localdate()
        opens = self.status == self.Status.ACTIVE and self.join_mode != self.JoinMode.CLOSED
        return opens and self.recruiting_from is not None and self.recruiting_from > today

    @property
    def days_left(self):
        """Days until the deadline, 0 on the day itself; None when there is none."""
        if self.recruiting_until is None:
            return None
        return (self.recruiting_until - timezone.localdate()).days

    # Coming in ---------------------------------------------------------------------------

    def refuse_applicant(self, user):
        """Raise Refused, saying why, unless the user may apply or join today.

        It is a Conflict when only the day is wrong.
        """
        user.refuse_unverified(_("학교 메일을 인증하면 지원할 수 있어요."))
        if self.is_member(user):
            raise Refused(_("이미 이 동아리 부원이에요."))
        if self.recruits_later:
            raise Conflict(_("아직 모집을 시작하지 않았어요."))
        if not self.is_recruiting:
            raise Conflict(_("모집이 마감됐어요."))

    @transaction.atomic
    def join(self, user):
        """Become a member at once, where the club is open to everyone. Joining twice is once."""
        club = self.lock()
        if club.is_member(user):
            return
        club.refuse_applicant(user)
        if club.join_mode != self.JoinMode.OPEN:
            raise Conflict(_("이 동아리는 신청을 보고 승인해요."))
        club.admit(user)

    @transaction.atomic
    def apply(self, user, message="", answers=()):
        """Ask to be let in; `answers` are (question, text) pairs. Returns the Application.

        Applying twice is applying once: the undecided one comes back as it is. Raises Refused
        to members and the unverified, Conflict when the club does not recruit.
        """
        club = self.lock()  # so that of two clicks the second finds what the first has made
        if waiting := club.applications.undecided().of(user).first():
            return waiting
        club.refuse_applicant(user)
        application = club.applications.create(applicant=user, message=normal(message))
        for position, (question, text) in enumerate(answers):
            application.answers.create(position=position, question=question, text=normal(text))
        live.publish(club.desk, event="applications-changed")
        live.publish(user.channel, event="memberships-changed")
        return application
