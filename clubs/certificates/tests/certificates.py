"""Certificates for tests."""

from clubs.models import Certificate, Confirmation
from clubs.term.tests.terms import enrol, make_window


def confirm_as(club, user):
    """Let a member of the club confirm it in the running term. Returns the Confirmation."""
    term = make_window().term
    if not user.enrolments.filter(term=term).exists():
        enrol(user, term)
    return Confirmation.objects.confirm(club, user)


def make_certificate(club, user):
    """Let a member of the club confirm it, and have a certificate of that. Returns it."""
    confirm_as(club, user)
    return Certificate.objects.issue(club, user)
