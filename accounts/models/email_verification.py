"""Verification by school mail: who is a student, and whose password counts."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.school_domains import SchoolDomain
from accounts.signals import student_changed
from kclub import live
from kclub.errors import Refused


def is_student(user):
    """Whether `user` is signed in and verified; everybody else sees only what is public.

    A user who has lost their school address keeps their places in clubs and rooms, but no right in
    them until they are verified anew. `Membership.objects.of` and `Occupancy.objects.of` ask this.
    """
    return user.is_authenticated and user.is_verified


class Verifiable(models.Model):
    """The part of a User that is verified by a confirmed school address.

    `password_unconfirmed` says that the one who confirmed the mail may be another than the one who
    chose the password.
    """

    verified_at = models.DateTimeField(_("인증한 때"), null=True, blank=True)
    password_unconfirmed = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def is_verified(self):
        return self.verified_at is not None

    def ensure_verified(self, sentence):
        """Raise Refused with `sentence` and a link to get verified, unless the user is verified."""
        if not self.is_verified:
            next_step = (reverse("account_email"), _("학교 메일 인증하기"))
            raise Refused(sentence, next_step=next_step)

    def update_verification(self):
        """Verify or unverify the user, by the school addresses they have confirmed."""
        has_school_address = bool(self.school_addresses())
        if has_school_address and not self.is_verified:
            self.verify()
        elif self.is_verified and not has_school_address:
            self.unverify()

    def school_addresses(self):
        """Return the school addresses that the user has confirmed, the primary one first."""
        confirmed = self.emailaddress_set.filter(verified=True).order_by("-primary", "pk")
        return list(filter(SchoolDomain.objects.covers, confirmed.values_list("email", flat=True)))

    def verify(self):
        """Give the user the rights of a student: they have confirmed a school address."""
        self.verified_at = timezone.now()
        self.save(update_fields=["verified_at"])
        student_changed.send(type(self), user=self)

    def unverify(self):
        """Take the rights of a student (`is_student`) from a user who has lost the school address."""
        self.verified_at = None
        self.save(update_fields=["verified_at"])
        live.end_user(self, "unverified")
        student_changed.send(type(self), user=self)

    def mark_password_unconfirmed(self):
        """Let the password count only in the browser where the mail was confirmed.

        It is called when the mail was confirmed in another browser than the one that signed up:
        an attacker may have signed up with somebody else's address. `confirm_password` ends it.
        """
        self.password_unconfirmed = True
        self.save(update_fields=["password_unconfirmed"])

    def confirm_password(self):
        """Let the password count everywhere: the owner of the mailbox has used or set it."""
        if self.password_unconfirmed:
            self.password_unconfirmed = False
            self.save(update_fields=["password_unconfirmed"])
