"""Receivers of allauth's signals: somebody's addresses or password changed."""

from allauth.account import signals
from django.dispatch import receiver

from kclub import live


@receiver([signals.email_confirmed, signals.email_removed, signals.email_changed])
def update_verification(sender, user=None, email_address=None, **kwargs):
    """Verify the user anew: the rights of a student belong to the address, not to the account."""
    (user or email_address.user).update_verification()


@receiver([signals.password_changed, signals.password_set, signals.password_reset])
def end_streams(sender, user, **kwargs):
    """End the streams of a user with a new password, whose other sessions are over."""
    user.confirm_password()
    live.end_user(user, "password changed")
