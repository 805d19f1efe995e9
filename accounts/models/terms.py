"""Terms: the halves of a school year, as the union sets their days."""

from django.contrib.auth import get_user_model
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kclub.errors import Conflict, Refused

is_code = RegexValidator(r"\A\d{4}-\d\Z", _("2026-2처럼 적어 주세요."))


class TermQuerySet(models.QuerySet):
    """Terms by their days. Which one is current is asked of the date and stored nowhere."""

    def on(self, day):
        """Return the Term that `day` is in, or None."""
        return self.filter(starts_on__lte=day, ends_on__gte=day).first()

    def current(self):
        """Return the Term that today is in, or None."""
        return self.on(timezone.localdate())

    @transaction.atomic
    def add(self, code, starts_on, ends_on):
        """Make a term. Returns the Term; adding it again returns the one that is there.

        Raises Conflict where the code is another term's, or a day is in another term.
        """
        lock_terms()
        term = self.model(code=code, starts_on=starts_on, ends_on=ends_on)
        if same := self.filter(code=code).first():
            if (same.starts_on, same.ends_on) == (starts_on, ends_on):
                return same
            raise Conflict(_("이미 있는 학기예요."))
        term.ensure_free()
        term.save()
        return term


class Term(models.Model):
    """A term of the school, as 2026-2: from its first day to its last."""

    code = models.CharField(_("학기"), max_length=6, unique=True, validators=[is_code])
    starts_on = models.DateField(_("첫날"))
    ends_on = models.DateField(_("마지막 날"))

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")), name="term_starts_before_it_ends"
            )
        ]
        verbose_name = pgettext_lazy("이름", "학기")

    def __str__(self):
        return self.code

    @property
    def is_current(self):
        return self.starts_on <= timezone.localdate() <= self.ends_on

    @property
    def is_over(self):
        return self.ends_on < timezone.localdate()

    def ensure_not_over(self):
        """Raise Refused for a term that has ended: nothing in it is changed any more."""
        if self.is_over:
            raise Refused(_("끝난 학기는 고칠 수 없어요."))

    @transaction.atomic
    def move(self, starts_on, ends_on):
        """Change the days of the term. Moving it again changes nothing.

        Raises Refused where the term is over, Conflict where a day is in another term.
        """
        lock_terms()
        self.refresh_from_db()
        if (self.starts_on, self.ends_on) == (starts_on, ends_on):
            return
        self.ensure_not_over()
        self.starts_on, self.ends_on = starts_on, ends_on
        self.ensure_free()
        self.save(update_fields=["starts_on", "ends_on"])

    def ensure_free(self):
        """Raise Conflict where a day of this term is in another one. The terms must be locked."""
        others = Term.objects.exclude(pk=self.pk)
        overlapping = others.filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on)
        if other := overlapping.first():
            raise Conflict(_("%(term)s 학기와 날짜가 겹쳐요."), params={"term": other.code})


def lock_terms():
    """Let nobody else add or move a term until the end of the transaction.

    The lock is the row of the first of the union, because there may be no term yet.
    """
    get_user_model().objects.filter(is_staff=True).order_by("pk").select_for_update().first()
