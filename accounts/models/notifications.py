"""Notifications: what users are told, and whether they have read it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from kclub import live


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def up_to(self, notification):
        """The notification, and those before it with its sentence about the same page."""
        page = notification.page
        same_page = models.Q(url=page) | models.Q(url__startswith=f"{page}#")
        return self.filter(same_page, pk__lte=notification.pk, sentence=notification.sentence)

    def read(self):
        """Mark the notifications as read. Return how many were unread."""
        return self.unread().update(read_at=timezone.now())


class Notification(models.Model):
    """One sentence a user was told, and the page it leads to."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    sentence = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=800)  # a rare letter of a slug is 12 here
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "read_at"], name="unread_notifications")]

    def __str__(self):
        return gettext(self.sentence) % self.params

    @property
    def page(self):
        """The address of the page it leads to, whichever part of it that is."""
        return self.url.partition("#")[0]


class NotifiableQuerySet(models.QuerySet):
    def notify(self, sentence, url, **params):
        """Notify each of these users of `sentence`, as `User.notify` does for one."""
        notifications = [
            Notification(user=user, sentence=sentence, params=params, url=url) for user in self
        ]
        Notification.objects.bulk_create(notifications)
        for notification in notifications:
            live.publish(notification.user.channel, event="notifications-changed")


class Notifiable(models.Model):
    """The part of a User that is notified."""

    class Meta:
        abstract = True

    def notify(self, sentence, url, **params):
        """Notify the user of `sentence`, a msgid with `params`, shown in the reader's language."""
        notification = self.notifications.create(sentence=sentence, params=params, url=url)
        live.publish(self.channel, event="notifications-changed")
        return notification
