"""Powers: who works for the union or may use the admin site, and since when."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.signals import powers_changed


class WithPowers(models.Model):
    """The part of a User that may be given powers over others. `is_staff` marks the union's people.

    `staff_since` is when they came to it; what takes two of the union counts their days in it.
    """

    is_staff = models.BooleanField(_("연합회"), default=False)
    staff_since = models.DateTimeField(_("연합회에 온 때"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def powers(self):
        """Which powers the user has: {"union", "admin"}, or some or none of it."""
        flags = {"union": self.is_staff, "admin": self.is_superuser}
        return {name for name, has in flags.items() if has and self.is_active}

    def note_powers(self, before, by):
        """Note and tell that `by` has given or taken powers: `before` is the user as they were.

        Whoever gets one has three days again to turn on a second factor.
        """
        gained, lost = self.powers - before.powers, before.powers - self.powers
        if gained:
            self.second_factor_due_at = None
        if "union" in gained | lost:
            self.staff_since = timezone.now() if "union" in gained else None
        self.save(update_fields=["second_factor_due_at", "staff_since"])
        for given in [True] * bool(gained) + [False] * bool(lost):
            powers_changed.send(type(self), user=self, by=by, given=given)
