"""What follows when allauth changes somebody's addresses or password."""

from allauth.account import signals
from django.dispatch import receiver

from kclub import live


@receiver([signals.email_confirmed, signals.email_removed, signals.email_changed])
def prove_again(sender, user=None, email_address=None, **kwargs):
    """The right of a student belongs to the address, not to the account."""
    (user or email_address.user).prove()


@receiver([signals.password_changed, signals.password_set, signals.password_reset])
def end_streams(sender, user, **kwargs):
    """Sessions with the old password are over, and so are their streams."""
    user.confirm_password()
    live.end_user(user, "password changed")
