"""Dead addresses: those whose server has said that nobody is there."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub.daily_tasks import daily_task

DEAD_FOR = timedelta(days=180)  # then it is tried again


class DeadAddressQuerySet(models.QuerySet):
    def bury(self, address, reason):
        """Send no more news to `address`, for a server's `reason`. Doing it again changes nothing."""
        self.get_or_create(address=address.lower(), defaults={"reason": reason})

    def revive(self, address):
        """Send news to `address` again: somebody has read a mail there, or wants it tried.

        Returns whether it was dead.
        """
        return self.filter(address=address.lower()).delete()[0] > 0

    def among(self, addresses):
        """Return {address in lower case: the server's reason} of those that are dead."""
        asked = {address.lower() for address in addresses}
        return dict(self.filter(address__in=asked).values_list("address", "reason"))


class DeadAddress(models.Model):
    """An address to which no news is mailed. Mail of accounts, which somebody asks for, still is."""

    address = models.CharField(_("받는 주소"), max_length=254, unique=True)
    reason = models.CharField(_("이유"), max_length=500, blank=True)
    died_at = models.DateTimeField(_("닿지 않은 때"), default=timezone.now)

    objects = DeadAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("닿지 않는 주소")
        verbose_name_plural = _("닿지 않는 주소")

    def __str__(self):
        return self.address


@daily_task("addresses dead for half a year, to be tried again")
def try_dead_addresses_again():
    """Forget addresses that died long ago. Returns how many."""
    return DeadAddress.objects.filter(died_at__lt=timezone.now() - DEAD_FOR).delete()[0]
