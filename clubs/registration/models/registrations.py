"""The registration of a club in a term: written by officers, filed by the president, decided by the union."""

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import Subject, Term, User
from clubs.audit_log.models import AuditLogEntry
from clubs.bylaws.models import Bylaws
from clubs.directory.models import Club
from clubs.registration.checks import Count, checks
from clubs.registration.models.decisions import DecidedByUnion
from clubs.registration.models.rules import KINDS_BY_STANDING, STANDING_BY_KIND, Kind, Rules
from clubs.reports.models.activity_reports import ActivityReport
from clubs.term.models import Window, announce_roster
from clubs.term.roster import rosters
from kclub.errors import Refused
from kclub.text.normalization import normalized


class RegistrationQuerySet(models.QuerySet):
    """Registrations by term and state, and beginning one."""

    @transaction.atomic
    def begin(self, club, term):
        """Return the Registration of the club in the term; a draft is made where there is none."""
        club = club.lock()
        kind = KINDS_BY_STANDING[club.standing][0]
        registration, _created = self.get_or_create(club=club, term=term, defaults={"kind": kind})
        return registration

    def filed(self):
        """Registrations that a club has submitted at least once."""
        return self.exclude(state__in=[Registration.State.DRAFT, Registration.State.MISSED])

    def extended(self):
        """Registrations that may be filed until a later moment than the windows say."""
        running = Q(extensions__until__gt=timezone.now())
        return self.filter(running, state__in=Registration.EDITABLE).distinct()

    def waiting(self):
        """Registrations about which the union has to decide, also those not mended in time."""
        overdue = Q(state__in=Registration.MENDED, due_at__lte=timezone.now())
        return self.filter(Q(state__in=Registration.WAITING) | overdue)

    def registered_in(self, term):
        """Registrations the union has accepted in the term, with clubs everybody may see, by name."""
        accepted = self.filter(term=term, state=Registration.State.ACCEPTED)
        accepted = accepted.filter(club__status__in=Club.OPEN).select_related("club__category")
        return accepted.order_by("club__name_key")


class Registration(Subject, DecidedByUnion, models.Model):
    """The registration of a club in a term: the working copy, and where it stands."""

    class State(models.TextChoices):
        DRAFT = "draft", _("쓰는 중")
        SUBMITTED = "submitted", _("제출함")
        RETURNED = "returned", _("고쳐야 해요")
        CHECKED = "checked", _("확인함")
        ACCEPTED = "accepted", _("등록됨")
        REFUSED = "refused", _("등록 안 됨")
        MISSED = "missed", _("내지 않음")
        APPEALED = "appealed", _("이의 신청")
        REOPENED = "reopened", _("다시 열림")

    TEXTS = ("purpose", "plan", "changes")
    MENDED = (State.RETURNED, State.REOPENED)  # until they are due
    EDITABLE = (State.DRAFT, *MENDED)
    NOT_REGISTERED = (State.REFUSED, State.MISSED)
    WAITING = (State.SUBMITTED, State.CHECKED)  # for the union

    club = models.ForeignKey("clubs.Club", models.PROTECT, related_name="registrations")
    term = models.ForeignKey(Term, models.PROTECT, related_name="registrations")
    kind = models.CharField(_("등록하는 것"), max_length=11, choices=Kind)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    purpose = models.TextField(_("목적"), max_length=500, blank=True)
    plan = models.TextField(_("이번 학기 활동 계획"), max_length=4000, blank=True)
    changes = models.TextField(_("지난 학기와 달라진 것"), max_length=1000, blank=True)
    is_late = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)  # until when a returned one is mended
    exception = models.CharField(_("기준을 다 채우지 못한 이유"), max_length=500, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["club", "term"], name="one_registration_per_term")
        ]
        verbose_name = pgettext_lazy("이름", "학기 등록")

    def __str__(self):
        return f"{self.club} · {self.term}"

    def get_absolute_url(self):
        return reverse("clubs:registration", args=[self.club.slug])

    @property
    def subject_key(self):
        return f"registration:{self.pk}"

    @property
    def standing(self):
        """The Club.Standing that the club has once this is accepted."""
        return Club.Standing(STANDING_BY_KIND[self.kind])

    @property
    def kinds(self):
        """The Kinds from which the club may choose; what is reopened keeps its own."""
        if self.state == self.State.REOPENED:
            return [Kind(self.kind)]
        return KINDS_BY_STANDING[self.club.standing]

    @property
    def is_editable(self):
        return self.state in self.EDITABLE

    @property
    def rules(self):
        """The published Rules by which it is judged, or None."""
        return Rules.objects.published().filter(term=self.term, applies_to=self.kind).first()

    @property
    def last_submission(self):
        return self.submissions.last()

    @property
    def is_unfiled(self):
        """Whether the club may write it and has submitted nothing yet."""
        return self.is_editable and not self.submissions.exists()

    @property
    def last_extension(self):
        """The Extension of the club, the last one where it was given several, or None."""
        return self.extensions.last()

    @property
    def extended_until(self):
        """Until when the club may file though the windows are closed, or None."""
        last = self.last_extension
        return last.until if last and last.is_running else None

    @property
    def is_overdue(self):
        """Whether it was returned and not mended in time; then the last submission is judged."""
        return self.state in self.MENDED and self.due_at <= timezone.now()

    @property
    def is_waiting(self):
        """Whether the union has to decide."""
        return self.state in self.WAITING or self.is_overdue

    @property
    def needs_resolution(self):
        """Whether only a Resolution may accept it: by the rules, or because it lacks some of them."""
        last = self.last_submission
        return bool(self.exception) or bool(last and last.rules.needs_resolution)

    def checks(self):
        """Return the Checks of the club's roster now; [] before the rules are published."""
        rules = self.rules
        if not rules:
            return []
        roster = rosters(self.term, [self.club])[self.club_id]
        return checks(rules, roster, bool(self.advisor), self.paper_kinds, self.reports)

    @property
    def reports(self):
        """How many activity reports of the club the union has accepted of the term before."""
        return ActivityReport.objects.accepted_before(self.term).filter(club=self.club).count()

    @property
    def paper_kinds(self):
        """The kinds of its papers, as a set."""
        return set(self.papers.current().values_list("kind", flat=True)) if self.pk else set()

    @property
    def advisor(self):
        """The Consent of the advisor who has agreed, or None."""
        return self.consents.agreed().first() if self.pk else None

    # By the club -------------------------------------------------------------------------

    @transaction.atomic
    def edit(self, by, *, kind=None, **texts):
        """Change the working copy; `by` is an officer.

        Raises Refused once it is submitted, and in a term that is over.
        """
        self.lock()
        self.ensure_may_be_edited_by(by)
        if kind and kind not in self.kinds:
            raise Refused(_("지금은 그렇게 등록할 수 없어요."))
        self.kind = kind or self.kind
        for name, text in texts.items():
            setattr(self, name, normalized(text))
        self.save(update_fields=["kind", *texts])

    def ensure_may_be_edited_by(self, by):
        """Raise Refused unless `by` is an officer, and it is not submitted nor its term over."""
        self.term.ensure_not_over()
        self.ensure_run_by(by)
        if not self.is_editable:
            raise Refused(_("이미 제출해서 고칠 수 없어요."))

    def ensure_run_by(self, by):
        """Raise Refused unless `by` is an officer of the club."""
        if not self.club.is_run_by(by):
            raise Refused(_("운영진만 고칠 수 있어요."))

    @transaction.atomic
    def submit(self, by, exception=""):
        """File the registration; `by` is the president. Returns the Submission, the receipt.

        Filing twice returns the same receipt. Raises Refused unless a window is open, every rule is
        met, and what has to be written is; what was written stays. Where the rules allow exceptions,
        it may lack some for a reason, the `exception`.
        """
        self.lock()
        self.term.ensure_not_over()
        if by.pk != self.club.president_id:
            raise Refused(_("회장만 제출할 수 있어요."))
        if self.state in self.WAITING:
            return self.last_submission
        if not self.is_editable:
            raise Refused(_("이미 결정이 나서 제출할 수 없어요."))
        is_late = self._ensure_in_time()
        roster = self._ensure_complete(normalized(exception)[:500])
        last = self.last_submission
        submission = self._freeze(by, roster, last.number + 1 if last else 1)
        submission.keep(self.papers.current())
        self.state, self.due_at = self.State.SUBMITTED, None
        self.is_late = self.is_late or (is_late and last is None)
        self.save(update_fields=["state", "due_at", "is_late", "exception"])
        announce_roster(self.club)
        self.club.record(AuditLogEntry.Action.FILED, by, detail=submission.receipt)
        told = {"about": self, "club": self.club.names, "author": by}
        User.objects.of_union().notify(kinds.REGISTRATION_FILED, self.review_url, **told)
        return submission

    @property
    def review_url(self):
        return reverse("registration-review", args=[self.term.code, self.club.slug])

    def lock(self):
        """Lock the club, then the registration, and read both anew."""
        self.club = self.club.lock()
        self.refresh_from_db(from_queryset=Registration.objects.select_for_update())

    def _ensure_in_time(self):
        """Return whether it is filed late. Raises Refused outside of all windows."""
        if self.state in self.MENDED and not self.is_overdue:
            return False
        windows = Window.objects.open().filter(term=self.term)
        open_kinds = set(windows.values_list("kind", flat=True))
        if Window.Kind.FILE in open_kinds:
            return False
        if self.extended_until:
            return False
        if Window.Kind.LATE in open_kinds:
            return True
        raise Refused(_("지금은 제출하는 때가 아니에요. 쓴 것은 그대로 있어요."))

    def _ensure_complete(self, exception):
        """Return the club's Roster. Raises Refused where a rule is not met or a text is missing.

        Where rules are not met but may be, it keeps the `exception`, which then has to be given.
        """
        if self.rules is None:
            raise Refused(_("연합회가 아직 등록 기준을 알리지 않았어요."))
        if not self.purpose or not self.plan:
            raise Refused(_("목적과 활동 계획을 먼저 적어 주세요."))
        roster = rosters(self.term, [self.club])[self.club_id]
        found = checks(self.rules, roster, bool(self.advisor), self.paper_kinds, self.reports)
        unmet = [check for check in found if check.keeps_from_filing]
        excused = self.rules.allows_exceptions and exception
        for check in unmet:
            if not (excused and check.may_be_excused):
                raise Refused(f"{check.sentence}: {check.what_helps}")
        self.exception = exception if unmet else ""
        return roster

    def _freeze(self, by, roster, number):
        count, advisor = Count(self.rules, roster), self.advisor
        return self.submissions.create(
            number=number,
            by=by,
            club_name=self.club.name,
            rules=self.rules,
            members=count.members,
            on_leave=count.on_leave,
            departments=len(count.departments),
            largest_share=count.largest_share,
            reports=self.reports,
            bylaws=Bylaws.objects.latest_of(self.club),
            colleges=roster.colleges,
            exception=self.exception,
            **(advisor.frozen if advisor else {}),
            **{name: getattr(self, name) for name in self.TEXTS},
        )

    def ensure_may_be_extended(self, until):
        """Raise Refused unless the club may still write it, and has less time than `until`."""
        if not self.is_editable:
            raise Refused(_("이미 제출했거나 결정이 나서 기간을 늘릴 수 없어요."))
        if not timezone.now() < until or timezone.localdate(until) > self.term.ends_on:
            raise Refused(_("지금보다 늦고 학기 안에 있는 때를 골라 주세요."))
        if self.extended_until and until <= self.extended_until:
            raise Refused(_("이미 더 늦은 때까지 늘렸어요."))

    def tell_president(self, kind, by, action, reason=""):
        """Record what the union has done, and notify the president of it."""
        self.club.record(action, by, detail=reason)
        told = {"about": self, "club": self.club.names, "author": by, "reason": reason}
        self.club.president.notify(kind, self.get_absolute_url(), **told)
