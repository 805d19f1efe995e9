"""Dues of a club in a term, and who has paid them as its officers note. No money goes through here."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import Notification, Subject, Term, User
from clubs.directory.models import Club
from clubs.dues.account_numbers import ensure_no_account_number
from clubs.people.models.memberships import Membership
from kclub.errors import Refused
from kclub.text.normalization import normalized

ASKED_EVERY = timedelta(days=3)  # how often officers may remind those who have not paid
MOST_WON = 10_000_000


class DuesQuerySet(models.QuerySet):
    """Dues of the running term, and setting them."""

    def current(self, club):
        """Return the Dues of the club in the running term, or None."""
        found = self.filter(club=club, term=Term.objects.current())
        return found.select_related("club", "term").first()

    def past(self, club):
        """Dues of the club in terms that are over, the last first."""
        found = self.filter(club=club, term__ends_on__lt=timezone.localdate())
        return found.select_related("club", "term").order_by("-term__starts_on")

    def owed_by(self, user):
        """Dues of the running term of the clubs the user belongs to, each with `was_paid`."""
        today, mine = timezone.localdate(), Membership.objects.of(user)
        running = self.filter(term__starts_on__lte=today, term__ends_on__gte=today)
        owed = running.filter(club__in=mine.values("club")).select_related("club")
        paid = PaidDues.objects.filter(dues=OuterRef("pk"), membership__in=mine.values("pk"))
        return owed.annotate(was_paid=Exists(paid))

    def of_member(self, membership):
        """Dues of the terms in which they were a member already, each with `was_paid`."""
        joined_on = timezone.localdate(membership.joined_at)
        paid = PaidDues.objects.filter(dues=OuterRef("pk"), membership=membership)
        return self.filter(term__ends_on__gte=joined_on).annotate(was_paid=Exists(paid))

    @transaction.atomic
    def set(self, club, by, amount, due_on, note=""):
        """Set what each member pays in the running term, in won. Returns the Dues; again the same.

        Who has paid stays noted. Raises Refused unless `by` runs the club, between terms, for a day
        outside of the term, and for a note with what looks like the number of an account.
        """
        club, note = club.lock(), normalized(note)
        ensure_runs(club, by)
        term = Term.objects.current()
        if term is None:
            raise Refused(_("지금은 학기 중이 아니에요."))
        if not term.starts_on <= due_on <= term.ends_on:
            raise Refused(_("이번 학기 안에 있는 날을 골라 주세요."))
        ensure_no_account_number(note)
        fields = {"amount": amount, "due_on": due_on, "note": note}
        dues, _created = self.update_or_create(club=club, term=term, defaults=fields)
        return dues


class Dues(Subject, models.Model):
    """How much each member of a club pays in a term, and until when."""

    club = models.ForeignKey(Club, models.CASCADE, related_name="dues")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    amount = models.PositiveIntegerField(_("금액 (원)"), validators=[MaxValueValidator(MOST_WON)])
    due_on = models.DateField(_("내야 하는 날"))
    note = models.CharField(_("알릴 말"), max_length=200, blank=True)

    objects = DuesQuerySet.as_manager()

    class Meta:
        ordering = ["-term__starts_on"]
        constraints = [models.UniqueConstraint(fields=["club", "term"], name="one_dues_per_term")]
        verbose_name = pgettext_lazy("이름", "회비")

    def __str__(self):
        return f"{self.club} · {self.term}"

    def get_absolute_url(self):
        return reverse("clubs:dues", args=[self.club.slug])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/dues:{self.pk}"

    def memberships(self):
        """Return the Memberships of the club with `has_paid`, as lists rank them.

        Of a term that is over they are those who were members then, and still are.
        """
        paid = PaidDues.objects.filter(dues=self, membership=OuterRef("pk"))
        end = timezone.make_aware(datetime.combine(self.term.ends_on + timedelta(days=1), time()))
        members = self.club.memberships.filter(joined_at__lt=end)
        return members.ranked().annotate(has_paid=Exists(paid))

    def has_paid(self, user):
        """Whether an officer has noted that the user has paid."""
        return self.paid.filter(membership__user=user).exists()

    @transaction.atomic
    def mark(self, membership, by, is_paid):
        """Note that a member has paid, or that they have not. Again it changes nothing.

        Raises Refused unless `by` runs the club, and once the term is over.
        """
        self.ensure_may_be_marked_by(by)
        if not is_paid:
            self.paid.filter(membership=membership).delete()
        elif Membership.objects.filter(pk=membership.pk, club=self.club).exists():
            self.paid.get_or_create(membership=membership, defaults={"by": by})

    @transaction.atomic
    def remind(self, by):
        """Notify the members who have not paid. Returns how many are told; nobody within three days.

        Raises Refused as `mark` does.
        """
        self.ensure_may_be_marked_by(by)
        if self.was_reminded or not self.amount:
            return 0
        unpaid = self.memberships().filter(has_paid=False)
        people = User.objects.filter(pk__in=unpaid.order_by().values("user"), is_active=True)
        told = {"about": self, "author": by, "club": self.club.names}
        return len(people.notify(kinds.DUES_ASKED, self.get_absolute_url(), **told))

    @property
    def was_reminded(self):
        """Whether members have been reminded in the last three days."""
        asked = Notification.objects.about(self).of_kind(kinds.DUES_ASKED)
        return asked.filter(created_at__gt=timezone.now() - ASKED_EVERY).exists()

    def ensure_may_be_marked_by(self, by):
        """Lock the club. Raise Refused unless `by` runs it and the term is not over."""
        self.club = self.club.lock()
        ensure_runs(self.club, by)
        self.term.ensure_not_over()


class PaidDues(models.Model):
    """That an officer has noted a member's dues as paid. It goes with the membership."""

    dues = models.ForeignKey(Dues, models.CASCADE, related_name="paid")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="paid_dues")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dues", "membership"], name="dues_paid_once")
        ]
        verbose_name = _("낸 회비")

    def __str__(self):
        return f"{self.membership} · {self.dues}"


def ensure_runs(club, user):
    """Raise Refused unless the user is an officer of the club."""
    if not club.is_run_by(user):
        raise Refused(_("회비는 운영진만 관리할 수 있어요."))
    club.ensure_open()
