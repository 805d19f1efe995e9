"""An application: how it is decided step by step, and what the applicant is told."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from clubs.audit_log.models import LogEntry
from clubs.directory.models import Club
from clubs.recruiting.models.questions import Question, Questionnaire
from kclub import live
from kclub.daily_tasks import daily
from kclub.errors import Conflict, Refused
from kclub.text.normalization import folded, normalized

DECIDE_WITHIN = timedelta(days=7)  # the student union's rules
UNION_LOOKS_AFTER = timedelta(days=14)
OFFER_HOLDS = timedelta(days=3)
UNDO_WITHIN = timedelta(minutes=1)
ANSWERS_KEPT = timedelta(days=90)  # after the decision


class ApplicationQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(undecided=True)

    def decided(self):
        return self.filter(undecided=None)

    def of(self, user):
        return self.filter(applicant=user)

    def overdue(self, after=DECIDE_WITHIN):
        """Those nobody has touched for so long, although it is the club's turn."""
        return self.filter(_waits_longer_than(after))

    def holding_seats(self):
        """Those whose applicants may still say yes to a seat."""
        return self.filter(status=Application.Status.OFFERED, offer_ends_at__gt=timezone.now())

    def lapsed(self):
        """Those whose offer of a seat is over."""
        return self.filter(status=Application.Status.OFFERED, offer_ends_at__lte=timezone.now())

    def outlived(self):
        """Those decided so long ago that nobody needs what was written."""
        written = Exists(Answer.objects.filter(application=OuterRef("pk"))) | ~Q(message="")
        return self.decided().filter(written, decided_at__lt=timezone.now() - ANSWERS_KEPT)

    @transaction.atomic
    def erase_texts(self):
        """Delete what was written in these; that they were sent and decided stays.

        Returns how many they were.
        """
        found = list(self.values_list("pk", flat=True))
        Answer.objects.filter(application__in=found).delete()
        return self.model.objects.filter(pk__in=found).update(message="")

    def named(self, text):
        """Those of applicants whose name holds `text`, and the one with that receipt."""
        name = Q(applicant__display_name_key__contains=folded(text))
        return self.filter(name | Q(receipt=text.strip().upper()))

    def counted(self):
        """How many there are of each status, and overdue: {"submitted": 5, …, "late": 0}."""
        late = Count("pk", filter=_waits_longer_than(DECIDE_WITHIN))
        rows = self.order_by().values("status").annotate(n=Count("pk"), late=late)
        counts = dict.fromkeys(Application.Status.values, 0) | {r["status"]: r["n"] for r in rows}
        return counts | {"late": sum(row["late"] for row in rows)}


def _waits_longer_than(time):
    since = timezone.now() - time
    touched = Q(decided_at__lt=since) | Q(decided_at=None, submitted_at__lt=since)
    return Q(status__in=Application.OFFICERS_TURN) & touched


def new_receipt():
    """A number to quote at the club's door: `K7F2-9QXM`."""
    letters = "".join(secrets.choice("ACDEFGHJKLMNPQRTUVWXYZ234679") for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class Application(models.Model):
    """A student's request to join a club.

        submitted → (interview) → approved | rejected | waitlisted → offered → approved | expired

    and withdrawn by the applicant as long as it is undecided. Every change of status is one verb,
    made while the club's row is held, and one Step of the timeline.
    """

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("심사 중")
        INTERVIEW = "interview", _("면접")
        WAITLISTED = "waitlisted", _("대기")
        OFFERED = "offered", _("자리 제안")
        APPROVED = "approved", pgettext_lazy("지원서", "승인")
        REJECTED = "rejected", pgettext_lazy("지원서", "거절")
        WITHDRAWN = "withdrawn", _("거둬들임")
        EXPIRED = "expired", _("기한 지남")

    UNDECIDED = [Status.SUBMITTED, Status.INTERVIEW, Status.WAITLISTED, Status.OFFERED]
    OFFICERS_TURN = [Status.SUBMITTED, Status.INTERVIEW]
    DECIDABLE = [Status.SUBMITTED, Status.INTERVIEW, Status.WAITLISTED]
    TAKING_SEAT = [Status.OFFERED, Status.APPROVED]
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
    decided_by = models.ForeignKey(  # who brought it where it stands, and when
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
        indexes = [models.Index(fields=["club", "status", "submitted_at"], name="club_queue")]

    def __str__(self):
        return f"{self.applicant} → {self.club}"

    def get_absolute_url(self):
        return reverse("clubs:application", args=[self.club.slug, self.receipt])

    @property
    def is_undecided(self):
        return self.status in Application.UNDECIDED

    @property
    def is_decidable(self):
        return self.status in Application.DECIDABLE

    @property
    def days_waiting(self):
        """For how many days it has been the club's turn; None when it is not."""
        if self.status not in Application.OFFICERS_TURN:
            return None
        return (timezone.now() - (self.decided_at or self.submitted_at)).days

    @property
    def is_overdue(self):
        return self.days_waiting is not None and self.days_waiting >= DECIDE_WITHIN.days

    @property
    def is_unions(self):
        """Whether it has waited so long that the union looks after it."""
        return self.days_waiting is not None and self.days_waiting >= UNION_LOOKS_AFTER.days

    @property
    def way(self):
        """The steps its applicant sees: without what was taken back within its minute."""
        steps = []
        for step in self.steps.all():
            if step.is_undo:
                steps.pop()
            else:
                steps.append(step)
        return steps

    def take_answers(self, answers):
        """Write down (Question, text) pairs, and that it has been sent."""
        Answer.objects.bulk_create(
            Answer(application=self, question=question, text=normalized(text))
            for question, text in answers
        )
        self.steps.create(status=self.status, by=self.applicant, at=self.submitted_at)

    # Deciding ----------------------------------------------------------------------------

    @transaction.atomic
    def approve(self, by):
        """Admit the applicant; `by` is the officer who decides.

        Approving again changes nothing. Raises Conflict when it was decided otherwise or
        withdrawn first, when no seat is left, and when the applicant is no longer verified.
        """
        if not self.applicant.is_verified:
            raise Conflict(_("지원자의 학교 메일 인증이 풀렸어요."))
        if self._decide(Application.Status.APPROVED, by, Application.DECIDABLE):
            self._let_in()
            self.club.log(LogEntry.Action.APPROVED, by, self.applicant)

    @transaction.atomic
    def reject(self, by, note=""):
        """Decline kindly, with a reason the applicant may read. Rejecting again changes nothing.

        An offered seat is taken back by it.
        """
        if self._decide(Application.Status.REJECTED, by, Application.UNDECIDED, note=note):
            self._tell(gettext_noop("%(club)s 지원 결과가 나왔어요."))
            self.club.log(LogEntry.Action.REJECTED, by, self.applicant, self.note)

    @transaction.atomic
    def interview(self, by, note=""):
        """Ask the applicant to meet; `note` says when and where. May be said anew."""
        if not normalized(note):
            raise Refused(_("언제 어디서 만날지 적어 주세요."))
        if self._decide(Application.Status.INTERVIEW, by, Application.OFFICERS_TURN, note=note):
            self._tell(gettext_noop("%(club)s에서 만나자고 해요. 언제 어디서인지 봐 주세요."))
            self.club.log(LogEntry.Action.INTERVIEW, by, self.applicant, self.note)

    @transaction.atomic
    def waitlist(self, by, note=""):
        """Keep the applicant in mind for a seat that gets free."""
        if self._decide(Application.Status.WAITLISTED, by, Application.OFFICERS_TURN, note=note):
            self._tell(gettext_noop("%(club)s 대기 명단에 올랐어요. 자리가 나면 알려 드려요."))
            self.club.log(LogEntry.Action.WAITLISTED, by, self.applicant, self.note)

    @transaction.atomic
    def offer(self, by):
        """Offer a free seat to who waits for one. It is held for three days."""
        ends = timezone.now() + OFFER_HOLDS
        waiting = [Application.Status.WAITLISTED]
        if self._decide(Application.Status.OFFERED, by, waiting, offer_ends_at=ends):
            self._tell(gettext_noop("%(club)s에 자리가 났어요. 사흘 안에 받아 주세요."))
            self.club.log(LogEntry.Action.SEAT_OFFERED, by, self.applicant)

    @transaction.atomic
    def accept(self):
        """The applicant takes the seat that was offered, which is theirs until the offer ends."""
        self.club.ensure_open()
        offered = [Application.Status.OFFERED]
        if self._move(Application.Status.APPROVED, self.applicant, offered):
            if self.offer_ends_at <= timezone.now():
                raise Conflict(_("자리를 받을 수 있는 날이 지났어요."))
            self._let_in()

    @transaction.atomic
    def withdraw(self):
        """The applicant takes it back. Raises Conflict when it has been decided."""
        self._move(Application.Status.WITHDRAWN, self.applicant, Application.UNDECIDED)

    @transaction.atomic
    def expire(self):
        """Nobody has taken the seat in time."""
        if self._move(Application.Status.EXPIRED, None, [Application.Status.OFFERED]):
            self._tell(gettext_noop("%(club)s 자리를 받을 수 있는 날이 지났어요."))

    def _decide(self, status, by, from_these, **fields):
        if by == self.applicant:
            raise Refused(_("자기 지원서는 스스로 결정할 수 없어요."))
        self.club.ensure_open()
        return self._move(status, by, from_these, **fields)

    def _move(self, status, by, from_these, note="", **fields):
        """Bring it to `status`; False when it is there already. Holds the club's row.

        Raises Conflict when it is not at one of `from_these` any more, and when there is no seat.
        """
        self._hold()
        note = normalized(note)
        if self.status == status and (status not in from_these or self.note == note):
            return False
        if self.status not in from_these:
            raise self._conflict()
        if status in Application.TAKING_SEAT and self.status not in Application.TAKING_SEAT:
            self.club.ensure_seat_free()
        self._stand(status, by, timezone.now(), note, **fields)
        self.steps.create(status=status, by=by, at=self.decided_at, note=note)
        return True

    def _hold(self):
        self.club = self.club.lock()
        self.refresh_from_db(fields=["status", "decided_by", "decided_at", "note", "offer_ends_at"])

    def _conflict(self):
        if self.status == Application.Status.WITHDRAWN:
            return Conflict(_("%(by)s님이 지원서를 거둬들였어요."), {"by": self.applicant})
        if self.decided_by is None:
            return Conflict(
                _("그 사이에 상태가 바뀌었어요: %(status)s"), {"status": self.get_status_display()}
            )
        return Conflict(_("%(by)s님이 먼저 결정했어요."), {"by": self.decided_by})

    def _stand(self, status, by, at, note="", **fields):
        self.status, self.decided_by, self.decided_at, self.note = status, by, at, note
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["status", "decided_by", "decided_at", "note", *fields])
        live.publish(self.club.dashboard_channel, event="applications-changed")
        live.publish(self.applicant.channel, event="memberships-changed")

    def _let_in(self):
        self.club.admit(self.applicant)
        self.applicant.notify(
            gettext_noop("%(club)s에 가입됐어요. 첫인사를 남겨 보세요."),
            self.club.get_absolute_url(),
            club=self.club.name,
        )

    def _tell(self, sentence):
        self.applicant.notify(sentence, self.get_absolute_url(), club=self.club.name)

    # Taking it back ----------------------------------------------------------------------

    def may_be_undone_by(self, user):
        """Whether the user has just brought it where it stands."""
        mine = self.decided_by_id == user.pk and self.status in Application.UNDOABLE
        return mine and self.decided_at > timezone.now() - UNDO_WITHIN

    @transaction.atomic
    def undo(self, by):
        """Take back what `by` has just decided. Undoing twice is undoing once.

        The applicant has been told at once; so what they have not read is taken back, and
        otherwise they are told of this too. Who was approved is no member any more.
        """
        self._hold()
        last, before = [*self.steps.order_by("-pk")[:2], None][:2]
        if last.is_undo and last.by == by:
            return
        if before is None or not self.may_be_undone_by(by):
            raise Conflict(_("되돌릴 수 있는 1분이 지났어요."))
        if self.club.applications.undecided().of(self.applicant).exclude(pk=self.pk).exists():
            raise Conflict(_("그 사이에 다시 지원했어요."))
        if before.status in Application.TAKING_SEAT and self.status not in Application.TAKING_SEAT:
            self.club.ensure_seat_free()
        if self.status == Application.Status.APPROVED:
            for membership in self.club.memberships.filter(user=self.applicant):
                self.club.part_with(membership)
        fresh = before.status == Application.Status.SUBMITTED
        self._stand(
            before.status, None if fresh else before.by, None if fresh else before.at, before.note
        )
        self.steps.create(status=self.status, by=by, note=self.note, is_undo=True)
        self._untell(last.at)
        self.club.log(LogEntry.Action.UNDONE, by, self.applicant)

    def _untell(self, since):
        urls = [self.get_absolute_url(), self.club.get_absolute_url()]
        told = self.applicant.notifications.unread().filter(url__in=urls, created_at__gte=since)
        if told.delete()[0]:
            live.publish(self.applicant.channel, event="notifications-changed")
        else:
            self._tell(gettext_noop("%(club)s에서 방금 결정을 되돌렸어요. 다시 보고 있어요."))


class Step(models.Model):
    """One step of an application's way, with its day: together they are its timeline."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    status = models.CharField(max_length=10, choices=Application.Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=500, blank=True)
    is_undo = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.application}: {self.get_status_display()}"


class Answer(models.Model):
    """What an applicant answered to a Question, which stays as it was asked."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    text = models.TextField(max_length=2000)

    class Meta:
        ordering = ["question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="one_answer")
        ]

    def __str__(self):
        return self.text[:40]


@daily("offers of a seat that have ended")
def end_offers():
    lapsed = list(Application.objects.lapsed().select_related("club", "applicant"))
    for application in lapsed:
        try:
            application.expire()
        except Conflict:  # taken or declined just now
            continue
    return len(lapsed)


@daily("applications decided 90 days ago, what was written erased")
def erase_answers():
    return Application.objects.outlived().erase_texts()
