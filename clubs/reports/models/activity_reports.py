"""Activity reports: what a club did, written by officers and accepted by the union."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import Subject, Term, User
from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.events.models.attending import MOST_GUESTS
from clubs.events.models.events import Event
from clubs.events.moments import time_text
from clubs.term.models import Window
from clubs.union.permissions import ensure_may_decide
from kclub.errors import Conflict, Refused
from kclub.files.images import delete_on_commit
from kclub.text.normalization import normalized

DAYS_TO_MEND = timedelta(days=7)
MAX_PICTURES = 5  # of one report
Action = AuditLogEntry.Action


class ActivityReportQuerySet(models.QuerySet):
    """Activity reports by state and by who may see them, and writing one."""

    def filed(self):
        """Reports that the union may read: all but drafts."""
        return self.exclude(state=ActivityReport.State.DRAFT)

    def on_club_pages(self):
        """Accepted reports that their clubs show to everybody, the latest first."""
        shown = self.filter(state=ActivityReport.State.ACCEPTED, public=True)
        return shown.filter(club__status__in=Club.OPEN).order_by("-starts_at", "-pk")

    def visible_to(self, user):
        """Reports on club pages, those of clubs the user runs, and for the union all but drafts."""
        if not user.is_authenticated:
            return self.on_club_pages()
        public = Q(pk__in=self.on_club_pages().order_by().values("pk"))
        run = Q(club__in=Club.objects.run_by(user).order_by().values("pk"))
        if user.is_staff:
            return self.filter(public | run | ~Q(state=ActivityReport.State.DRAFT))
        return self.filter(public | run)

    def accepted_before(self, term):
        """Accepted reports of the last term before this one."""
        terms = Term.objects.filter(starts_on__lt=term.starts_on).order_by("-starts_on")
        last = Subquery(terms.values("pk")[:1])
        return self.filter(state=ActivityReport.State.ACCEPTED, term=last)

    def number_of_club(self):
        """Return how many of them are of the club of the outer query, as an expression."""
        found = self.filter(club=OuterRef("pk")).order_by().values("club")
        return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)

    def with_overlaps(self):
        """Reports with `overlaps`, whether the club has filed another one of the same time."""
        others = ActivityReport.objects.filed().exclude(pk=OuterRef("pk"))
        others = others.filter(club=OuterRef("club"), starts_at__lt=OuterRef("ends_at"))
        return self.annotate(overlaps=Exists(others.filter(ends_at__gt=OuterRef("starts_at"))))

    def count_by_state(self):
        """Return {state: number of reports}."""
        rows = self.order_by().values("state").annotate(n=Count("pk"))
        return {row["state"]: row["n"] for row in rows}

    @transaction.atomic
    def write(self, club, by, *, event=None, pictures=(), **fields):
        """Make a draft of the club; `by` is an officer. Returns the ActivityReport.

        `pictures` are pairs of a `kclub.files.images.Picture` and what it shows. Of an event, or of
        the same title and start, there is one: again returns it unchanged. Raises Refused for a time
        that is in no term.
        """
        club = club.lock()
        ensure_runs(club, by)
        term = term_of(fields["starts_at"], fields["ends_at"])
        same = Q(event=event) if event else Q(title=fields["title"], starts_at=fields["starts_at"])
        if report := self.filter(same, club=club).first():
            return report
        report = self.create(club=club, term=term, event=event, **fields)
        report.add_pictures(pictures)
        return report


class ActivityReport(Subject, models.Model):
    """What a club did at some time of a term.

    draft → submitted → accepted | returned → submitted …
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("쓰는 중")
        SUBMITTED = "submitted", _("제출함")
        RETURNED = "returned", _("고쳐야 해요")
        ACCEPTED = "accepted", _("인정됨")

    EDITABLE = (State.DRAFT, State.RETURNED)

    club = models.ForeignKey(Club, models.CASCADE, related_name="activity_reports")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    event = models.OneToOneField(Event, models.SET_NULL, null=True, related_name="activity_report")
    title = models.CharField(_("제목"), max_length=60)
    starts_at = models.DateTimeField(_("시작"))
    ends_at = models.DateTimeField(_("끝"))
    place = models.CharField(_("장소"), max_length=60)
    purpose = models.CharField(_("왜 했나요"), max_length=200, blank=True)
    text = models.TextField(_("무엇을 했나요"), max_length=2000, blank=True)
    guests = models.PositiveSmallIntegerField(
        _("손님 수"), default=0, validators=[MaxValueValidator(MOST_GUESTS)]
    )
    public = models.BooleanField(_("인정되면 동아리 페이지에도 보여요"), default=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    remark = models.CharField(_("고칠 것"), max_length=500, blank=True)

    objects = ActivityReportQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="activity_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"])
                | Q(submitted_at__isnull=False, ends_at__lte=F("submitted_at")),
                name="activity_over_when_submitted",
            ),
        ]
        indexes = [models.Index(fields=["club", "starts_at"], name="club_activities")]
        verbose_name = pgettext_lazy("이름", "활동보고서")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clubs:activity-report", args=[self.club.slug, self.pk])

    @property
    def review_url(self):
        return reverse("activity-report-review", args=[self.term.code, self.pk])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/activity-report:{self.pk}"

    @property
    def time_text(self):
        return time_text(self.starts_at, self.ends_at)

    @property
    def is_editable(self):
        return self.state in self.EDITABLE

    @property
    def due_at(self):
        """Until when a returned one may be mended, whatever rounds are open; None for others."""
        return self.decided_at + DAYS_TO_MEND if self.state == self.State.RETURNED else None

    @property
    def people_count(self):
        """How many people were there: those frozen when it was submitted, or listed so far."""
        if self.event and self.is_editable and not self.people.exists():
            return self.event.attendances.counted().count()
        return self.people.count()

    def overlapping(self):
        """Return the reports the club has filed of the same time."""
        others = self.club.activity_reports.filed().exclude(pk=self.pk)
        return others.filter(starts_at__lt=self.ends_at, ends_at__gt=self.starts_at)

    # By the club -------------------------------------------------------------------------

    @transaction.atomic
    def edit(self, by, *, pictures=(), removed=(), **fields):
        """Change what is written; `by` is an officer. `pictures` are as for `write`.

        Raises Refused once it is submitted, for a time in no term, and for too many pictures.
        """
        self.lock()
        ensure_runs(self.club, by)
        if not self.is_editable:
            raise Refused(_("이미 제출해서 고칠 수 없어요."))
        self.term = term_of(fields["starts_at"], fields["ends_at"])
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["term", *fields])
        for picture in removed:
            picture.delete()
            delete_on_commit(picture.file, picture.thumbnail)
        self.add_pictures(pictures)

    def add_pictures(self, pictures):
        """Add pairs of a picture and what it shows. Raises Refused where there are too many."""
        if self.pictures.count() + len(pictures) > MAX_PICTURES:
            raise Refused(_("사진은 다섯 장까지 올릴 수 있어요. 몇 장을 지워 주세요."))
        for picture, alt in pictures:
            self.pictures.create(
                file=picture.full, thumbnail=picture.thumbnail, alt=normalized(alt)
            )

    @transaction.atomic
    def submit(self, by):
        """File it with the union; `by` is an officer. Again changes nothing.

        Who was at the event is frozen. Raises Refused outside of a round, before the activity is
        over, and while a text or every picture is missing; what was written stays.
        """
        self.lock()
        ensure_runs(self.club, by)
        if self.state == self.State.SUBMITTED:
            return
        if not self.is_editable:
            raise Refused(_("이미 인정돼서 다시 낼 수 없어요."))
        self._ensure_in_time()
        self._ensure_complete()
        self.state, self.submitted_at = self.State.SUBMITTED, timezone.now()
        self.save(update_fields=["state", "submitted_at"])
        self._freeze_people()
        self.club.record(Action.ACTIVITY_FILED, by, detail=self.title)
        told = {"about": self, "club": self.club.names, "author": by}
        User.objects.of_union().notify(kinds.ACTIVITY_FILED, self.review_url, **told)

    def _ensure_in_time(self):
        mended_in_time = self.due_at and timezone.now() < self.due_at
        rounds = Window.objects.open().filter(term=self.term, kind=Window.Kind.REPORT)
        if not mended_in_time and not rounds.exists():
            raise Refused(_("지금은 활동보고서를 내는 때가 아니에요. 쓴 것은 그대로 있어요."))

    def _ensure_complete(self):
        if timezone.now() < self.ends_at:
            raise Refused(_("활동이 끝난 뒤에 낼 수 있어요."))
        if not self.purpose or not self.text:
            raise Refused(_("왜 했는지와 무엇을 했는지 먼저 적어 주세요."))
        if not self.pictures.exists():
            raise Refused(_("사진을 한 장은 올려 주세요."))

    def _freeze_people(self):
        """Copy who was at the event. Those whose account is closed stay counted, without a person."""
        if self.event is None:
            return
        self.people.all().delete()
        here = self.event.attendances.counted().values_list("user", "user__closed_at")
        users = [None if closed_at else user for user, closed_at in here]
        person = self.people.model
        self.people.bulk_create(person(report=self, user_id=user) for user in users)

    def lock(self):
        """Lock the club, then the report, and read both anew."""
        self.club = self.club.lock()
        self.refresh_from_db(from_queryset=ActivityReport.objects.select_for_update())

    # By the union ------------------------------------------------------------------------

    @transaction.atomic
    def accept(self, by):
        """Accept it. Again changes nothing.

        Raises Refused for an interested person, Conflict when another one of the union has decided.
        """
        if self._decide(by, self.State.ACCEPTED, remark=""):
            self._tell(kinds.ACTIVITY_ACCEPTED, Action.ACTIVITY_ACCEPTED, by)

    @transaction.atomic
    def send_back(self, by, remark):
        """Return it to be mended within a week. Raises as `accept`, and Refused without a remark."""
        remark = normalized(remark)
        if not remark:
            raise Refused(_("무엇을 고쳐야 하는지 적어 주세요."))
        if self._decide(by, self.State.RETURNED, remark=remark):
            self._tell(kinds.ACTIVITY_RETURNED, Action.ACTIVITY_RETURNED, by)

    def may_be_decided_by(self, user):
        """Whether the page offers the user to decide now."""
        return self.state == self.State.SUBMITTED and not self.club.is_run_by(user)

    def _decide(self, by, state, remark):
        """Change the state of a submitted one; return False where this person has done it already."""
        self.lock()
        ensure_may_decide(by, self.club)
        if self.state == state and self.decided_by_id == by.pk:
            return False
        if self.state != self.State.SUBMITTED:
            raise Conflict(_("그 사이에 다른 사람이 결정했거나, 아직 제출하지 않았어요."))
        self.state, self.remark = state, remark
        self.decided_by, self.decided_at = by, timezone.now()
        self.save(update_fields=["state", "remark", "decided_by", "decided_at"])
        return True

    def _tell(self, kind, action, by):
        self.club.record(action, by, detail=self.title)
        told = {"about": self, "club": self.club.names, "author": by}
        self.club.notify_officers(kind, self.get_absolute_url(), **told)


class ActivityReportPerson(models.Model):
    """One who was at the activity; without `user` once their account is closed."""

    report = models.ForeignKey(ActivityReport, models.CASCADE, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reported_activities"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "user"], name="one_person_per_report")
        ]
        verbose_name = _("활동에 온 사람")

    def __str__(self):
        return f"{self.user} · {self.report}"


def ensure_runs(club, user):
    """Raise Refused unless the user is an officer of the club."""
    if not club.is_run_by(user):
        raise Refused(_("운영진만 활동보고서를 쓸 수 있어요."))


def term_of(starts_at, ends_at):
    """Return the Term of an activity. Raises Refused where it is not within one."""
    term = Term.objects.on(timezone.localdate(starts_at))
    if term is None or timezone.localdate(ends_at) > term.ends_on:
        raise Refused(_("한 학기 안에 한 활동만 쓸 수 있어요."))
    return term
