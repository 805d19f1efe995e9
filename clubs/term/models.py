"""Windows of a term, and the confirmations members give while one is open."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts import verification_renewals
from accounts.models import Notification, Subject, Term, User
from clubs.directory.models import Club
from clubs.people.models.memberships import Membership
from kclub import live
from kclub.errors import Refused
from kclub.text.normalization import normalized

ASKED_EVERY = timedelta(days=3)  # how often officers may ask those who have not confirmed


class WindowQuerySet(models.QuerySet):
    """Windows by whether they are open now, and setting one."""

    def open(self):
        now = timezone.now()
        return self.filter(opens_at__lte=now, closes_at__gt=now)

    def to_confirm(self):
        """Return the Window, with its term, in which members confirm now; or None."""
        return self.open().filter(kind=Window.Kind.CONFIRM).select_related("term").first()

    @transaction.atomic
    def set(self, term, kind, opens_at, closes_at, reason="", *, number=1, **limits):
        """Open a window of the term, or change it. Returns it; again changes nothing.

        `number` says which round it is, of a kind that has several.

        `limits` are `max_clubs` and `roster_detail` of a window to confirm, none where left out.

        One that has opened keeps its beginning, closes no earlier, lets members confirm no fewer
        clubs and shows the union no more of them. Raises Refused otherwise, for a term that is over,
        and where one that has closed would reopen without a reason.
        """
        term = Term.objects.select_for_update().get(pk=term.pk)
        window = self.filter(term=term, kind=kind, number=number).first()
        fields = NO_LIMITS | limits | {"opens_at": opens_at, "closes_at": closes_at}
        if window and all(getattr(window, name) == value for name, value in fields.items()):
            return window
        term.ensure_not_over()
        if not window:
            return self.create(term=term, kind=kind, number=number, **fields)
        window.ensure_may_become(**fields, reason=reason)
        fields["reason"] = normalized(reason)
        for name, value in fields.items():
            setattr(window, name, value)
        window.save(update_fields=fields)
        return window


class Window(Subject, models.Model):
    """The time in a term in which something may be done. It is compared with the clock, never run."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("부원 확인")
        FILE = "file", _("등록 신청")
        LATE = "late", _("늦은 등록 신청")
        AMEND = "amend", _("고쳐서 다시 내기")
        APPEAL = "appeal", _("이의 신청")
        REPORT = "report", _("활동보고서")

    class RosterDetail(models.TextChoices):
        COUNTS = (
            "counts",
            _("단과대마다 몇 명인지만\n확인하려고 세 명의 이름과 학과를 골라 볼 수 있어요."),
        )
        NAMES = "names", _("확인한 부원의 이름과 학과\n부원은 확인하기 전에 이것을 읽어요.")
        NUMBERS = (
            "numbers",
            _(
                "확인한 부원의 이름과 학과, 학번\n부원이 동의하고 적어요. 적지 않으면 부원 수에 들지 않아요."
            ),
        )

    term = models.ForeignKey(Term, models.PROTECT, related_name="windows")
    kind = models.CharField(max_length=7, choices=Kind)
    number = models.PositiveSmallIntegerField(default=1)
    opens_at = models.DateTimeField(_("시작"))
    closes_at = models.DateTimeField(_("마감"))
    reason = models.CharField(_("다시 여는 이유"), max_length=200, blank=True)
    max_clubs = models.PositiveSmallIntegerField(
        _("한 사람이 확인할 수 있는 동아리 수"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    roster_detail = models.CharField(
        _("연합회가 보는 것"), max_length=7, choices=RosterDetail, default=RosterDetail.COUNTS
    )

    objects = WindowQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="window_opens_before_it_closes"
            ),
            models.UniqueConstraint(fields=["term", "kind", "number"], name="one_window_per_kind"),
        ]
        verbose_name = _("학기 기간")

    def __str__(self):
        return f"{self.term} · {self.label}"

    @property
    def label(self):
        """What it is for, and of activity reports which round."""
        return window_label(self.kind, self.number)

    @property
    def is_open(self):
        return self.opens_at <= timezone.now() < self.closes_at

    @property
    def has_closed(self):
        return self.closes_at is not None and self.closes_at <= timezone.now()

    @property
    def subject_key(self):
        return f"window:{self.pk}"

    @property
    def reminder(self):
        """The Kind of which members who have not confirmed are told today."""
        days = (timezone.localdate(self.closes_at) - timezone.localdate()).days
        special = {7: kinds.TERM_CLOSES_IN_A_WEEK, 1: kinds.TERM_CLOSES_TOMORROW}
        return special.get(days, kinds.TERM_OPENED)

    @transaction.atomic
    def remind(self):
        """Tell the members who have not confirmed all their clubs what there is to do today.

        Each is told once of each Kind, and that it has opened only if nothing has been said before.
        Returns how many are told.
        """
        Window.objects.select_for_update().get(pk=self.pk)
        told = Notification.objects.about(self)
        if self.reminder != kinds.TERM_OPENED:
            told = told.of_kind(self.reminder)
        people = Confirmation.objects.missing(self.term, Club.objects.open())
        people = people.exclude(pk__in=told.values("user"))
        told = people.notify(self.reminder, reverse("my-term"), about=self)
        for user in User.objects.filter(pk__in=told):
            if self.wants_renewal_of(user):
                verification_renewals.mail_link(user, self.term, bulk=True)
        return len(told)

    def wants_renewal_of(self, user):
        """Whether the user does not count until they renew their verification by a mail."""
        if not settings.RENEW_VERIFICATION or not user.is_verified:
            return False
        return user.verified_at < self.opens_at

    @property
    def shows_names(self):
        """Whether the union sees the names of all who confirm."""
        return self.roster_detail != self.RosterDetail.COUNTS

    @property
    def asks_for_numbers(self):
        """Whether members count only with their student number."""
        return self.roster_detail == self.RosterDetail.NUMBERS

    def clubs_left(self, user):
        """Return how many more clubs the user may confirm in this term, or None for any number."""
        if self.max_clubs is None:
            return None
        return max(self.max_clubs - user.confirmations.filter(term=self.term).count(), 0)

    def ensure_may_become(self, opens_at, closes_at, max_clubs, roster_detail, reason):
        """Raise Refused where the window may not be like this."""
        now = timezone.now()
        if self.opens_at > now:
            return
        if opens_at != self.opens_at:
            raise Refused(_("이미 시작해서 시작하는 때는 고칠 수 없어요."))
        if closes_at < self.closes_at:
            raise Refused(_("이미 시작해서 마감을 앞당길 수 없어요."))
        if max_clubs and (self.max_clubs is None or max_clubs < self.max_clubs):
            raise Refused(_("이미 시작해서 확인할 수 있는 동아리 수를 줄일 수 없어요."))
        details = self.RosterDetail.values  # from the least to the most
        if details.index(roster_detail) > details.index(self.roster_detail):
            raise Refused(_("부원이 이미 확인하고 있어서 더 많이 볼 수 없어요."))
        if self.closes_at <= now and not normalized(reason):
            raise Refused(_("마감한 뒤에 다시 열려면 이유를 적어 주세요."))


NO_LIMITS = {"max_clubs": None, "roster_detail": Window.RosterDetail.COUNTS}


class ConfirmationQuerySet(models.QuerySet):
    """Confirmations, given and taken back by the member alone."""

    def missing(self, term, clubs):
        """Return the Users who belong to one of the clubs and have not confirmed it in the term.

        `clubs` is a queryset. Those who may not confirm, because they are not verified, are left out.
        """
        given = self.filter(club=OuterRef("club"), user=OuterRef("user"), term=term)
        memberships = Membership.objects.filter(~Exists(given), club__in=clubs)
        return User.objects.verified().filter(is_active=True, memberships__in=memberships)

    def unrenewed(self):
        """Confirmations that count only when their users have renewed their verification."""
        if not settings.RENEW_VERIFICATION:
            return self.none()
        return self.filter(user__verified_at__lt=F("window__opens_at"))

    @transaction.atomic
    def ask(self, club, by):
        """Notify the members who have not confirmed the club yet. Returns how many are told.

        That is nobody for three days after the last time. Raises Refused where no window is open,
        and unless `by` runs the club.
        """
        club, window = club.lock(), ensure_open_window()
        if not club.is_run_by(by):
            raise Refused(_("운영진만 알림을 보낼 수 있어요."))
        if self.was_asked(club):
            return 0
        people = self.missing(window.term, Club.objects.filter(pk=club.pk))
        told = {"about": club, "author": by, "club": club.names}
        return len(people.notify(kinds.CONFIRMATION_ASKED, reverse("my-term"), **told))

    def was_asked(self, club):
        """Return whether members of the club have been asked in the last three days."""
        asked = Notification.objects.about(club).of_kind(kinds.CONFIRMATION_ASKED)
        return asked.filter(created_at__gt=timezone.now() - ASKED_EVERY).exists()

    @transaction.atomic
    def confirm(self, club, user):
        """Confirm that the user belongs to the club this term. Returns the Confirmation.

        Confirming again returns the same. Raises Refused unless the window is open, the user is a
        verified member who has stated their department, and may confirm one club more.
        """
        club, user = club.lock(), user.lock()
        user.ensure_verified(_("학교 메일을 인증하면 확인할 수 있어요."))
        membership = club.memberships.filter(user=user).first()
        if membership is None or club.status == Club.Status.ARCHIVED:
            raise Refused(_("지금 부원인 동아리만 확인할 수 있어요."))
        window = ensure_open_window()
        if not user.enrolments.filter(term=window.term).exists():
            raise Refused(_("먼저 이번 학기의 학과와 재적을 적어 주세요."))
        if given := self.filter(club=club, user=user, term=window.term).first():
            return given
        if window.clubs_left(user) == 0:
            told = {"n": window.max_clubs}
            raise Refused(_("한 사람이 동아리 %(n)s곳까지만 확인할 수 있어요."), params=told)
        announce_roster(club)
        return self.create(
            club=club, user=user, term=window.term, window=window, role_then=membership.role
        )

    @transaction.atomic
    def take_back(self, club, user):
        """Delete the user's confirmation for this term. Again it changes nothing.

        Raises Refused unless the window is open.
        """
        club = club.lock()
        window = ensure_open_window()
        deleted, _counts = self.filter(club=club, user=user, term=window.term).delete()
        if deleted:
            announce_roster(club)


class Confirmation(models.Model):
    """A member's own word that they belong to a club in a term. It outlives the membership."""

    club = models.ForeignKey("clubs.Club", models.CASCADE, related_name="confirmations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="confirmations"
    )
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    window = models.ForeignKey(Window, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    role_then = models.CharField(max_length=8)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["club", "user", "term"], name="one_confirmation_per_term"
            )
        ]
        verbose_name = pgettext_lazy("이름", "부원 확인")

    def __str__(self):
        return f"{self.user} · {self.club} · {self.term}"


def window_label(kind, number):
    """Return what a window is for, and of activity reports which round."""
    label = Window.Kind(kind).label
    if kind != Window.Kind.REPORT:
        return label
    return _("%(kind)s %(number)s차") % {"kind": label, "number": number}


def announce_roster(club):
    """Tell the open pages of the officers and of the union that the roster is another now."""
    live.publish(club.officers_channel, event="roster-changed")
    User.objects.of_union().announce("roster-changed")


def ensure_open_window():
    """Return the Window in which members confirm now. Raises Refused if there is none."""
    window = Window.objects.to_confirm()
    if window is None:
        raise Refused(_("지금은 확인하는 때가 아니에요."))
    return window
