"""What becomes of a user's name and addresses in what others keep in clubs, when the account is closed."""

from django.db.models import Q

from accounts.closure import account_closed, erase_name
from clubs.models import (
    AuditLogEntry,
    Ban,
    Case,
    Claim,
    ClubInvitation,
    EvidenceAccess,
    MemberInvitation,
    Replacement,
    Report,
)


@account_closed.register(order=15)
def erase_name_in_logs(user):
    """Take the user's name out of what others have written in logs, reports and decisions."""
    about = Q(about=user) | Q(by=user)
    erase_name(user, AuditLogEntry.objects.all(), "detail", linked=about)
    of_case = Q(author=user) | Q(decided_by=user)
    erase_name(user, Case.objects.all(), "note", linked=of_case)
    of_report = Q(reporter=user) | Q(case__author=user)
    erase_name(user, Report.objects.all(), "note", "text", linked=of_report)
    erase_name(user, EvidenceAccess.objects.all(), "reason", linked=Q(case__author=user))
    erase_name(user, Ban.objects.all(), "reason", linked=Q(user=user) | Q(by=user))
    of_claim = Q(claimant=user) | Q(decided_by=user)
    erase_name(user, Claim.objects.all(), "reason", "note", linked=of_claim)
    of_two = Q(successor=user) | Q(asked_by=user)
    erase_name(user, Replacement.objects.all(), "reason", linked=of_two)


@account_closed.register(order=16)
def erase_from_invitations(user):
    """Forget the addresses and the name under which the user was invited, but not that it was so."""
    addresses = {user.email, *user.emailaddress_set.values_list("email", flat=True)}
    nobody = f"{user.username}@closed.invalid"
    ClubInvitation.objects.filter(email__in=addresses).update(email=nobody)
    MemberInvitation.objects.filter(email__in=addresses).update(email=nobody, name="")
