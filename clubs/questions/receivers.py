"""What happens to inquiries when an officer steps down, and when an account is closed."""

from django.dispatch import receiver

from accounts import notification_kinds as kinds
from accounts.closure import account_closing
from clubs.questions.models.inquiries import Inquiry
from clubs.signals import officer_stepped_down


@receiver(officer_stepped_down)
def retract_inquiries(club, user, **kwargs):
    """Take back what the user, an officer no more, was told of what the club was asked."""
    told = user.notifications.of_kind(kinds.INQUIRY_RECEIVED)
    told.filter(subject_key__startswith=f"{club.subject_key}/").retract()


@account_closing.register(order=12)
def delete_unanswered_inquiries(user):
    """Delete what the user has asked and nobody has answered; answered ones stay, without a name."""
    for inquiry in Inquiry.objects.unanswered().filter(author=user).order_by("pk"):
        inquiry.delete_by(user)
