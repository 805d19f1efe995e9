"""Mails about notifications: what is due for one person goes out as one mail."""

from hashlib import blake2b
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import unsubscribing
from accounts.models import Notification, User
from accounts.notification_groups import group_by_thing, notification_targets
from accounts.notification_kinds import KINDS, Group
from kclub import outbox

USERS_A_ROUND = 50
MOST_IN_A_MAIL = 20  # lines; the others are behind the bell


@outbox.before_sending.register(order=10)
def mail_what_is_due():
    """Put a mail into the outbox for each person with notifications that are due. Return how many.

    What they have read meanwhile, and what nobody may tell a suspended person, is mailed to nobody.
    """
    due = Notification.objects.filter(mail_due_at__lte=timezone.now()).order_by()
    keys = list(due.values_list("user", flat=True).distinct()[:USERS_A_ROUND])
    users = User.objects.filter(pk__in=keys)
    return sum(mail(user) for user in users)


@transaction.atomic
def mail(user):
    """Put one mail about all that is due for the user into the outbox. Return whether one is."""
    due = user.notifications.select_for_update().filter(mail_due_at__lte=timezone.now())
    notifications = list(due)
    Notification.objects.filter(pk__in=[each.pk for each in notifications]).update(mail_due_at=None)
    unread = [each for each in notifications if each.read_at is None]
    if not unread or not user.is_active or not user.is_verified:
        return False
    with translation.override(user.locale or settings.LANGUAGE_CODE):
        message = notification_mail(user, unread)
    message.send(using="bulk")
    return True


def notification_mail(user, notifications):
    """Return the EmailMultiAlternatives about `notifications`, from the newest, to the user."""
    groups = group_by_thing(notifications)
    notification_targets.call(groups)
    unsubscribe_url = absolute(unsubscribing.url_for(user, groups_of(notifications)))
    context = {
        "subject": " ".join(subject_of(groups).split()),  # what people wrote ends no header
        "user": user,
        "groups": groups[:MOST_IN_A_MAIL],
        "more": len(groups) - MOST_IN_A_MAIL,
        "site": settings.SITE_URL,
        "heading": heading_of(groups),
        "all_url": absolute(reverse("accounts:notifications")),
        "settings_url": absolute(reverse("accounts:notification-preferences")),
        "unsubscribe_url": unsubscribe_url,
        "group_labels": " · ".join(str(Group(group).label) for group in groups_of(notifications)),
    }
    message = EmailMultiAlternatives(
        context["subject"],
        render_to_string("accounts/notification_mail.txt", context).strip() + "\n",
        to=[user.email],
        headers=headers(groups, unsubscribe_url),
    )
    message.attach_alternative(
        render_to_string("accounts/notification_mail.html", context), "text/html"
    )
    return message


def subject_of(groups):
    """Return the sentence of the only group, or of the newest one and the number of the others."""
    if len(groups) == 1:
        return str(groups[0])
    return _("%(sentence)s 그리고 소식 %(others)s개") % {
        "sentence": groups[0],
        "others": len(groups) - 1,
    }


def heading_of(groups):
    """Return what stands above several groups; "" for one, which speaks for itself."""
    return "" if len(groups) == 1 else _("소식 %(count)s개가 있어요") % {"count": len(groups)}


def groups_of(notifications):
    """Return the names of the Groups that these notifications are of, in the order of the table."""
    names = {KINDS[each.kind].group for each in notifications if each.kind in KINDS}
    return [group.value for group in Group if group in names]


def headers(groups, unsubscribe_url):
    """Return the headers beyond the usual: what mails belong together, and how to get no more."""
    return {
        "References": thread_id(groups),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def thread_id(groups):
    """Return the message id that all mails about one page refer to."""
    pages = groups[0].newest.page if len(groups) == 1 else "daily"
    return f"<{blake2b(pages.encode(), digest_size=12).hexdigest()}@{host()}>"


def host():
    return urlsplit(settings.SITE_URL).hostname


def absolute(path):
    """Return the whole address of a page of ours."""
    return urljoin(settings.SITE_URL, path)
