"""When and how students join a club or apply to it, as verbs of Club."""

from collections import Counter
from datetime import datetime, time
from functools import reduce
from operator import or_

from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from clubs.audit_log.models import AuditLogEntry
from kclub import live
from kclub.errors import Conflict, Refused
from kclub.text.normalization import normalized

MAX_DRAFT_LENGTH = 20_000  # letters of one text: ten times the longest answer


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

    # Period ------------------------------------------------------------------------------

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
        closed = self.join_mode == self.JoinMode.CLOSED or self.status != self.Status.ACTIVE
        return not closed and self.recruiting_from is not None and self.recruiting_from > today

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
        self.lock()  # so that nobody joins while the rules change
        self.edit(by, **fields)

    # Seats -------------------------------------------------------------------------------

    def seats_taken(self):
        """Return the number of members since recruiting began and of valid offers of a seat.

        Lock the club's row first if the number has to stay true.
        """
        newcomers = self.memberships.exclude(user=self.president_id).filter(self._is_newcomer())
        return newcomers.count() + self.applications.with_valid_offer().count()

    def _is_newcomer(self):
        """Return the condition that a membership of the club began after recruiting did."""
        since = self.opened_at
        if self.recruiting_from:
            since = timezone.make_aware(datetime.combine(self.recruiting_from, time.min))
        return Q(club=self.pk, joined_at__gte=since) if since else Q(club=self.pk)

    @cached_property
    def is_full(self):
        """Whether no seat is left. Lists set it by `mark_full`, so that it costs no query per club."""
        return self.seats is not None and self.seats_taken() >= self.seats

    @staticmethod
    def mark_full(clubs):
        """Set `is_full` of each of these clubs, by two queries at most. Return them as a list."""
        clubs = list(clubs)
        limited = [club for club in clubs if club.seats is not None]
        taken = Counter()
        if limited:
            memberships, applications = limited[0].memberships.model, limited[0].applications.model
            newcomers = memberships.objects.filter(
                reduce(or_, (club._is_newcomer() for club in limited))
            ).exclude(user=F("club__president"))
            offers = applications.objects.with_valid_offer().filter(club__in=limited)
            for rows in [newcomers, offers]:
                taken.update(dict(rows.order_by().values_list("club").annotate(n=Count("pk"))))
        for club in clubs:
            club.is_full = club.seats is not None and taken[club.pk] >= club.seats
        return clubs

    def ensure_seat_free(self):
        """Raise Conflict when no seat is left."""
        if self.seats is not None and self.seats_taken() >= self.seats:
            raise Conflict(_("자리가 다 찼어요. %(seats)s/%(seats)s"), {"seats": self.seats})

    # Questions ---------------------------------------------------------------------------

    @property
    def questionnaire(self):
        """The newest Questionnaire, or None."""
        return self.questionnaires.first()

    @transaction.atomic
    def ask(self, by, **fields):
        """Append a question to the questionnaire, unless it is there. Returns the Question."""
        editable = self.questionnaires.editable(self)
        if asked := editable.questions.filter(**fields).first():
            return asked
        question = editable.questions.create(position=editable.questions.count(), **fields)
        self.record(AuditLogEntry.Action.QUESTIONS, by, detail=question.text)
        return question

    # Joining and applying ----------------------------------------------------------------

    def ensure_may_apply(self, user):
        """Raise Refused with the reason unless the user may apply or join today.

        It is a Conflict when the club does not recruit today.
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
        """Make the user a member at once. Joining again changes nothing.

        Raises Conflict unless the club's join mode is open, or when no seat is left.
        """
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

        `answers` are (Question, text) pairs for the questions of `questionnaire`. Applying again
        returns the undecided application unchanged. Raises Refused for members and users who are
        not verified, Conflict when the club does not recruit or has another questionnaire now.
        """
        club = self.lock()  # locked: a second click finds the first one's application
        if undecided := club.applications.undecided().of(user).first():
            return undecided
        club.ensure_may_apply(user)
        if club.has_questions and club.questionnaire != questionnaire:
            raise Conflict(_("그 사이에 질문이 바뀌었어요. 한 번 더 봐 주세요."))
        application = club.applications.create(
            applicant=user, message=normalized(message), questionnaire=questionnaire
        )
        application.submit(answers)
        application.notify_officers()
        club.drafts.filter(user=user).delete()
        live.publish(club.officers_channel, event="applications-changed")
        club.announce_todo()
        live.publish(user.channel, event="memberships-changed")
        return application

    def remind_officers(self):
        """Notify the officers that applications have waited long for their decision."""
        applications = reverse("clubs:applications", args=[self.slug])
        self.notify_officers(kinds.APPLICATIONS_OVERDUE, applications)

    @property
    def has_questions(self):
        """Whether applicants answer the club's questions, by its join mode."""
        return self.join_mode == self.JoinMode.APPLICATION

    def save_draft(self, user, message="", answers=None):
        """Save an unfinished application, which only the user can see. Returns the Draft.

        `answers` maps the key of a Question to a text. Raises Refused for unverified users, and
        for a text that is far longer than any answer.
        """
        user.ensure_verified(_("학교 메일을 인증하면 지원할 수 있어요."))
        if max(map(len, [message, *(answers or {}).values()])) > MAX_DRAFT_LENGTH:
            raise Refused(
                _("너무 길어서 임시 저장하지 못했어요. %(most)s자까지 할 수 있어요."),
                {"most": MAX_DRAFT_LENGTH},
            )
        fields = {
            "message": normalized(message),
            "answers": answers or {},
            "saved_at": timezone.now(),
        }
        draft, _created = self.drafts.update_or_create(user=user, defaults=fields)
        return draft
