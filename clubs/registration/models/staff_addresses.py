"""Mail addresses of staff, to whom a club may write without having an account of theirs to know them by."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.email_addresses import domain_of
from accounts.models import SchoolDomain


class StaffAddressQuerySet(models.QuerySet):
    """Addresses that are known to be of staff."""

    def trusts(self, address):
        """Whether a canonical address is of a staff domain, or has been approved."""
        return is_of_staff_domain(address) or self.filter(email=address).exists()


class StaffAddress(models.Model):
    """A mail address outside of the staff domains that the union has approved, once for all clubs."""

    email = models.CharField(max_length=190, unique=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(default=timezone.now)

    objects = StaffAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("승인한 교직원 메일")

    def __str__(self):
        return self.email


def is_of_staff_domain(address):
    """Whether a canonical address is of one of `STAFF_EMAIL_DOMAINS`, where no student has one."""
    is_staff = domain_of(address) in settings.STAFF_EMAIL_DOMAINS
    return is_staff and not SchoolDomain.objects.covers(address)


def has_account(address):
    """Whether somebody here has confirmed a canonical address as theirs."""
    return EmailAddress.objects.filter(email=address, verified=True).exists()
