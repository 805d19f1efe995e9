"""Receivers of the union: what is done to its powers, and a recovery whose owner is there."""

from contextlib import suppress

from allauth.mfa.signals import authenticator_used
from django.dispatch import receiver
from django.urls import reverse

from accounts import notification_kinds as kinds
from accounts.models import User
from accounts.signals import powers_changed
from clubs.audit_log.models import AuditLogEntry
from clubs.union.models.recoveries import record
from kclub.errors import Conflict

POWERS = {
    True: (AuditLogEntry.Action.POWERS_GIVEN, kinds.POWERS_GIVEN),
    False: (AuditLogEntry.Action.POWERS_TAKEN, kinds.POWERS_TAKEN),
}


@receiver(powers_changed)
def tell_of_powers(sender, user, by, given, **kwargs):
    """Log it and tell all of the union, and whoever is not of it any more."""
    action, kind = POWERS[given]
    record(action, by, user)
    told, union = {"by": str(by), "name": str(user)}, User.objects.of_union()
    union.notify(kind, reverse("union:person", args=[user.username]), **told)
    if not given and not union.filter(pk=user.pk).exists():
        user.notify(kind, reverse("accounts:person", args=[user.username]), **told)


@receiver(authenticator_used)
def drop_recovery(sender, user, **kwargs):
    """Drop the recovery of somebody who has just used what they are said to have lost."""
    for recovery in user.recoveries.open():
        with suppress(Conflict):  # it was confirmed a moment ago
            recovery.drop(user)
