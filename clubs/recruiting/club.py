"""Recruiting: the part of Club that says when and how students join or apply."""

from datetime import datetime, time

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.audit_log.models import AuditLogEntry
from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized


class ClubRecruiting(models.Model):
    """The part of Club that recruits."""

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
        """Whether students may apply today."""
        today = timezone.localdate()
        started = self.recruiting_from is None or self.recruiting_from <= today
        ended = self.recruiting_until is not None and self.recruiting_until < today
        closed = self.join_mode == self.JoinMode.CLOSED or self.status != self.Status.ACTIVE
        return started and not ended and not closed

    @property
    def recruits_later(self):
        """Whether recruiting begins on a later day."""
        today = timezone.localdate()
        opens = self.status == self.Status.ACTIVE and self.join_mode != self.JoinMode.CLOSED
        return opens and self.recruiting_from is not None and self.recruiting_from > today

    @property
    def days_left(self):
        """The days until the deadline, 0 on the day itself; None when there is none."""
        if self.recruiting_until is None:
            return None
        return (self.recruiting_until - timezone.localdate()).days

    @transaction.atomic
    def recruit(self, by, **fields):
        """Change join mode, period or seats; for officers."""
        self.ensure_open()
        self.lock()  # a student who joins meanwhile does so before or after
        self.edit(by, **fields)

    # How many ----------------------------------------------------------------------------

    def seats_taken(self):
        """Return how many have joined since recruiting began or hold a valid offer of a seat.

        The number stays true only while the club's row is locked.
        """
        since = self.opened_at
        if self.recruiting_from:
            since = timezone.make_aware(datetime.combine(self.recruiting_from, time.min))
        newcomers = self.memberships.exclude(user=self.president_id)
        if since:
            newcomers = newcomers.filter(joined_at__gte=since)
        return newcomers.count() + self.applications.with_valid_offer().count()

    @property
    def is_full(self):
        return self.seats is not None and self.seats_taken() >= self.seats

    def ensure_seat_free(self):
        """Raise Conflict when no seat is left."""
        if self.is_full:
            raise Conflict(_("자리가 다 찼어요. %(seats)s/%(seats)s"), {"seats": self.seats})

    # What it asks ------------------------------------------------------------------------

    @property
    def questionnaire(self):
        """The newest Questionnaire, or None."""
        return self.questionnaires.first()

    @transaction.atomic
    def ask(self, by, **fields):
        """Append a question to the questionnaire. Returns the Question."""
        today = self.questionnaires.editable(self)
        question = today.questions.create(position=today.questions.count(), **fields)
        self.record(AuditLogEntry.Action.QUESTIONS, by, detail=question.text)
        return question

    # Coming in ---------------------------------------------------------------------------

    def ensure_may_apply(self, user):
        """Raise Refused with the reason unless the user may apply or join today.

        It is a Conflict when only the day is wrong.
        """
        user.ensure_verified(_("학교 메일을 인증하면 지원할 수 있어요."))
        if self.is_member(user):
            raise Refused(_("이미 이 동아리 부원이에요."))
        self.ensure_not_banned(user)
        if self.recruits_later:
            raise Conflict(_("아직 모집을 시작하지 않았어요."))
        if not self.is_recruiting:
            raise Conflict(_("모집이 마감됐어요."))

    @transaction.atomic
    def join(self, user):
        """Make the user a member at once, if the club is open to everyone. Joining twice is once."""
        club = self.lock()
        if club.is_member(user):
            return
        club.ensure_may_apply(user)
        if club.join_mode != self.JoinMode.OPEN:
            raise Conflict(_("이 동아리는 신청을 보고 승인해요."))
        club.ensure_seat_free()
        club.admit(user)

    @transaction.atomic
    def apply(self, user, message="", answers=(), questionnaire=None):
        """Submit an application. Returns the Application.

        `answers` are (Question, text) pairs for the questions of `questionnaire`. Applying twice is
        applying once: the undecided one comes back as it is. Raises Refused to members and the
        unverified, Conflict when the club does not recruit or asks something else by now.
        """
        club = self.lock()  # so that of two clicks the second finds what the first has made
        if waiting := club.applications.undecided().of(user).first():
            return waiting
        club.ensure_may_apply(user)
        if club.asks and club.questionnaire != questionnaire:
            raise Conflict(_("그 사이에 질문이 바뀌었어요. 한 번 더 봐 주세요."))
        application = club.applications.create(
            applicant=user, message=normalized(message), questionnaire=questionnaire
        )
        application.submit(answers)
        club.drafts.filter(user=user).delete()
        live.publish(club.officers_channel, event="applications-changed")
        live.publish(user.channel, event="memberships-changed")
        return application

    @property
    def asks(self):
        """Whether applicants answer the club's questions."""
        return self.join_mode == self.JoinMode.APPLICATION

    def save_draft(self, user, message="", answers=None):
        """Save what the user has written so far; only they can see it. Returns the Draft."""
        user.ensure_verified(_("학교 메일을 인증하면 지원할 수 있어요."))
        begun = {
            "message": normalized(message),
            "answers": answers or {},
            "saved_at": timezone.now(),
        }
        draft, _created = self.drafts.update_or_create(user=user, defaults=begun)
        return draft
