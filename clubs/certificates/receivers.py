"""Certificates of somebody who closes their account."""

from accounts.closure import account_closed


@account_closed.register(order=11)
def erase_certificates(user):
    """Revoke the user's certificates and forget their name."""
    user.certificates.all().erase()
