"""Certificates of activity: which terms somebody was in a club, as anybody may verify by a code."""

import secrets
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clubs.certificates.masking import masked
from clubs.directory.models import Club
from clubs.events.models.attendances import Attendance
from clubs.people.models.memberships import Membership
from clubs.term.models import Confirmation
from kclub.errors import Refused

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that looks like another
CODE_LENGTH = 16  # of 32 letters: 80 bits
CODE_GROUP = 4


def new_code():
    """Return a code that nobody can guess."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


class CertificateQuerySet(models.QuerySet):
    """Certificates by whether they are valid, and issuing one."""

    def valid(self):
        return self.filter(revoked_at=None)

    @transaction.atomic
    def issue(self, club, user):
        """Certify what the user has confirmed of the club. Returns the Certificate.

        While nothing has changed it is the same one again. Raises Refused for somebody who has
        confirmed no term.
        """
        user = user.lock()
        terms = certified_terms(club, user)
        if not terms:
            raise Refused(_("이 동아리에서 함께한다고 확인한 학기가 없어요."))
        fields = {
            "name": user.display_name,
            "club_name": club.name,
            "english_club_name": club.english_name,
        }
        for certificate in self.valid().filter(club=club, user=user, **fields):
            if certificate.terms == terms:
                return certificate
        return self.create(club=club, user=user, terms=terms, **fields)

    def erase(self):
        """Revoke them and forget whose they were; the codes still say that they are revoked."""
        self.valid().update(revoked_at=timezone.now())
        self.update(user=None, name="", terms=[])


class Certificate(models.Model):
    """The terms of one person in one club, frozen when it was issued.

    `terms` are [{"term": code, "role": Membership.Role, "attended": number of events}], the oldest
    first. Whoever has the code reads them with the name masked, until the person revokes it.
    """

    club = models.ForeignKey(Club, models.CASCADE, related_name="certificates")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="certificates"
    )
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=50, blank=True)
    club_name = models.CharField(max_length=40)
    english_club_name = models.CharField(max_length=40, blank=True)
    terms = models.JSONField(default=list)
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = pgettext_lazy("이름", "활동 확인서")

    def __str__(self):
        return self.shown_code

    def get_absolute_url(self):
        return reverse("certificate", args=[self.pk])

    @property
    def verify_url(self):
        return reverse("verify-code", args=[self.code])

    @property
    def shown_code(self):
        """The code in groups of four, as it is printed."""
        starts = range(0, CODE_LENGTH, CODE_GROUP)
        return "-".join(self.code[start : start + CODE_GROUP] for start in starts)

    @property
    def masked_name(self):
        return masked(self.name)

    @property
    def shown_terms(self):
        """The terms with the roles in words."""
        return [each | {"role": Membership.Role(each["role"]).label} for each in self.terms]

    @property
    def attended(self):
        """At how many events the person was in all the terms."""
        return sum(each["attended"] for each in self.terms)

    @transaction.atomic
    def revoke(self, by):
        """Let the code say that it is revoked; `by` is the person. Again changes nothing."""
        if by.pk != self.user_id:
            raise Refused(_("본인만 취소할 수 있어요."))
        Certificate.objects.valid().filter(pk=self.pk).update(revoked_at=timezone.now())
        self.refresh_from_db(fields=["revoked_at"])


def certified_terms(club, user):
    """Return what a Certificate says now, as its `terms`."""
    given = Confirmation.objects.filter(club=club, user=user).select_related("term")
    return [
        {
            "term": each.term.code,
            "role": each.role_then,
            "attended": attended_events(club, user, each.term),
        }
        for each in given.order_by("term__starts_on")
    ]


def attended_events(club, user, term):
    """Return at how many events of the club the user was in the term."""
    attended = Attendance.objects.counted().filter(user=user, event__club=club)
    attended = attended.filter(
        event__cancelled_at=None, event__starts_at__gte=midnight(term.starts_on)
    )
    return attended.filter(event__starts_at__lt=midnight(term.ends_on + timedelta(days=1))).count()


def midnight(day):
    """Return the moment at which a day of the school begins; MariaDB may know no time zones."""
    return timezone.make_aware(datetime.combine(day, time()))
