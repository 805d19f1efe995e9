"""Receivers of allauth's signals about changed addresses and passwords."""

from allauth.account import signals
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone

from accounts import known_devices, login_limits
from accounts.models import Session, Subject, User
from kclub import live
from kclub.outbox.dead_addresses import DeadAddress


@receiver([signals.email_confirmed, signals.email_removed, signals.email_changed])
def update_verification(sender, user=None, email_address=None, **kwargs):
    """Verify or unverify the user, whose rights as a student depend on their addresses."""
    (user or email_address.user).update_verification()


@receiver(signals.email_confirmed)
def revive_address(sender, request, email_address, **kwargs):
    """Send news to the address again, where somebody has just read a mail."""
    DeadAddress.objects.revive(email_address.email)
    if request:
        known_devices.remember_reader(request, email_address.email)


@receiver(signals.password_reset)
def unlink_doubtful_accounts(sender, user, **kwargs):
    """Unlink what whoever signed up has linked, where the owner of the mail may be somebody else."""
    if user.password_unconfirmed:
        user.socialaccount_set.all().delete()


@receiver(signals.password_reset)
def welcome_reader(sender, request, user, **kwargs):
    """Let the owner, who has just read the mail, log in at once and get news there."""
    login_limits.welcome_reader(request, user.email)
    DeadAddress.objects.revive(user.email)


@receiver([signals.password_changed, signals.password_set, signals.password_reset])
def end_streams(sender, request, user, **kwargs):
    """End the streams of a user with a new password, whose other sessions are over.

    So are pushes to other devices.
    """
    user.confirm_password()
    user.push_subscriptions.exclude(session=request.session.session_key).delete()
    live.end_user(user, "password changed")


@receiver(pre_delete, sender=Session)
def end_pushes(sender, instance, **kwargs):
    """Forget the device of a session that is ended, as by a log-out, and does not just run out."""
    if instance.expire_date > timezone.now():
        instance.push_subscriptions.all().delete()


@receiver([post_save, post_delete], sender=Authenticator)
def note_second_factors(sender, instance, created=True, **kwargs):
    """Note in the user's row whether they have a second factor; one that is used changes nothing."""
    if created and User.objects.filter(pk=instance.user_id).exists():
        instance.user.note_second_factors()


def connect_subjects():
    """Let the notifications about a row go with it, where its row is deleted for good."""
    for model in apps.get_models():
        if issubclass(model, Subject):
            post_delete.connect(retract_notifications, sender=model)


def retract_notifications(sender, instance, **kwargs):
    instance.retract_notifications()
