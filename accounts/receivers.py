"""Receivers of allauth's signals about changed addresses and passwords."""

from allauth.account import signals
from django.dispatch import receiver

from kclub import live


@receiver([signals.email_confirmed, signals.email_removed, signals.email_changed])
def update_verification(sender, user=None, email_address=None, **kwargs):
    """Verify or unverify the user, whose rights as a student depend on their addresses."""
    (user or email_address.user).update_verification()


@receiver([signals.password_changed, signals.password_set, signals.password_reset])
def end_streams(sender, user, **kwargs):
    """End the streams of a user with a new password, whose other sessions are over."""
    user.confirm_password()
    live.end_user(user, "password changed")
