"""Notifications: what users are told, and whether they have read it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy

from kclub import live
from kclub.daily_tasks import daily_task

KEPT_FOR = timedelta(days=90)


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def of_kind(self, kind):
        """Notifications of a Kind."""
        return self.filter(kind=kind.name)

    def up_to(self, notification):
        """The notification, and those before it with its sentence about the same page."""
        page = notification.page
        same_page = models.Q(url=page) | models.Q(url__startswith=f"{page}#")
        return self.filter(same_page, pk__lte=notification.pk, sentence=notification.sentence)

    def old(self):
        """Notifications that are kept no longer."""
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)

    def read(self):
        """Mark the notifications as read. Return how many were unread."""
        return self.unread().update(read_at=timezone.now())

    def about(self, subject):
        """Notifications about `subject`, a Subject, and about all that is within it."""
        key = subject.subject_key
        return self.filter(Q(subject_key=key) | Q(subject_key__startswith=f"{key}/"))

    def retract(self):
        """Delete the notifications, here and on every open page."""
        users = {notification.user for notification in self.select_related("user")}
        self.delete()
        for user in users:
            live.publish(user.channel, event="notifications-changed")


@daily_task("notifications of 90 days ago, deleted")
def delete_old_notifications():
    """Delete what was told more than 90 days ago. Returns the number of notifications."""
    deleted, _by_model = Notification.objects.old().delete()
    return deleted


class Subject:
    """What notifications may be about. When it goes, they go.

    Its `subject_key` names it below what it is within: `club:7/post:12/comment:34`.
    """

    def retract_notifications(self, *users):
        """Delete the notifications about it and what is within it: all, or those of `users`."""
        notifications = Notification.objects.about(self)
        (notifications.filter(user__in=users) if users else notifications).retract()


class Notification(models.Model):
    """One sentence a user was told, and the page it leads to.

    `kind` is the name of one of `accounts.notification_kinds`; it is empty for those told before
    there were kinds. `author` is the one whose doing it was, where others may block them. A mail
    about it is due at `mail_due_at`; None says that none is, or that it has gone out. So says
    `push_due_at` of a push to the user's devices.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40, blank=True)
    sentence = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=800)  # a rare letter of a slug is 12 here
    subject_key = models.CharField(max_length=100, blank=True, db_index=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due_at = models.DateTimeField(null=True, db_index=True)
    push_due_at = models.DateTimeField(null=True, db_index=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "read_at"], name="unread_notifications")]
        verbose_name = pgettext_lazy("이름", "알림")

    def __str__(self):
        return gettext(self.sentence) % self.shown_params

    @property
    def shown_params(self):
        """The params in the reader's language; one that differs has a value for each: {"ko": …}."""
        return {
            name: value.get(get_language(), value["ko"]) if isinstance(value, dict) else value
            for name, value in self.params.items()
        }

    @property
    def page(self):
        """The address of the page it leads to, whichever part of it that is."""
        return self.url.partition("#")[0]
