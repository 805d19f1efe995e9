"""School domains: the mail domains whose owners are students here."""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.email_addresses import domain_of, is_canonical


class SchoolDomainQuerySet(models.QuerySet):
    def covering(self, domain):
        """School domains that cover `domain`, the part of a canonical address after the `@`."""
        parents = [domain.split(".", i)[-1] for i in range(1, domain.count(".") + 1)]
        return self.filter(Q(name=domain) | Q(name__in=parents, with_subdomains=True))

    def covers(self, address):
        """Whether it is a canonical address that belongs to a school domain."""
        return is_canonical(address) and self.covering(domain_of(address)).exists()


class SchoolDomain(models.Model):
    """A mail domain whose owners are students here: `saebom.example`."""

    name = models.CharField(_("도메인"), max_length=190, unique=True)
    with_subdomains = models.BooleanField(_("하위 도메인도"), default=False)

    objects = SchoolDomainQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("학교 도메인")

    def __str__(self):
        return self.name

    def clean(self):
        self.name = self.name.strip().lower().removeprefix("@")
        if not self.name.isascii() or "." not in self.name:
            raise ValidationError({"name": _("saebom.ac.kr처럼 적어 주세요.")})

    @transaction.atomic
    def accept(self):
        """Verify all users who have confirmed an address of this domain before."""
        unverified = EmailAddress.objects.filter(verified=True, user__verified_at=None)
        addresses = unverified.filter(self._covers_field("email")).values_list("user", "email")
        students = [user for user, email in addresses if is_canonical(email)]
        get_user_model().objects.filter(pk__in=students).update(verified_at=timezone.now())

    @transaction.atomic
    def revoke(self):
        """Delete the domain, and unverify the users it alone verified. Return how many they are."""
        users = get_user_model().objects.filter(pk__in=self.users_verified_only_by_it())
        self.delete()
        for user in users:
            user.unverify()
        return len(users)

    def users_verified_only_by_it(self):
        """Return the keys of verified users whose school addresses are all of this domain."""
        rows = SchoolDomain.objects.exclude(pk=self.pk)
        others = {domain.name: domain.with_subdomains for domain in rows}
        confirmed = EmailAddress.objects.filter(verified=True).exclude(user__verified_at=None)
        of_this_domain = confirmed.filter(self._covers_field("email"))
        addresses = confirmed.filter(user__in=of_this_domain.values("user")).values_list(
            "user", "email"
        )
        with_another = {user for user, email in addresses if _is_covered(domain_of(email), others)}
        return {user for user, _email in addresses} - with_another

    def _covers_field(self, field):
        covers = Q(**{f"{field}__endswith": f"@{self.name}"})
        if self.with_subdomains:
            covers |= Q(**{f"{field}__endswith": f".{self.name}"})
        return covers


def _is_covered(domain, domains):
    """Whether one of `domains`, as {name: with_subdomains}, covers `domain`."""
    labels = domain.split(".")
    parents = (".".join(labels[i:]) for i in range(1, len(labels)))
    return domain in domains or any(domains.get(parent) for parent in parents)
