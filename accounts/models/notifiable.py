"""Notifying: who is told of something, and when a mail about it is due."""

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import push
from accounts.models.notification_preferences import NotificationPreference
from accounts.models.notifications import Notification
from accounts.models.push import PushSubscription
from accounts.notification_kinds import KINDS, Group, Way
from accounts.notification_times import DueMoments
from kclub import live
from kclub.db.compiled_inserts import CompiledInsert

INSERT_NOTIFICATIONS = CompiledInsert()
ASKED_OF_USERS = ["pk", "quiet_from", "quiet_until", "wants_news", "has_device"]
DIFFERENT_FOR_EACH = ["user_id", "mail_due_at", "push_due_at"]
LAST_HOUR = MaxValueValidator(23)


class NotifiableQuerySet(models.QuerySet):
    def notify(self, kind, url, *, about=None, author=None, **params):
        """Notify each of these users, as `User.notify` does for one, by three queries in all.

        Return the keys of those who are told.
        """
        return self.deliver(new_notification(kind, url, about, author, params), kind, about)

    def deliver(self, notification, kind, about):
        """Store the new `notification` for each of these users, and tell their open pages.

        Return their keys. To a single user it is stored as it is, to more as copies of it.
        """
        people = self.hearing(notification.author).with_devices().order_by().distinct()
        users = list(people.values_list(*ASKED_OF_USERS, named=True))
        choices = NotificationPreference.objects.choices(kind, about, users)
        due_moments = DueMoments(kind, timezone.now())
        rows = [
            (user.pk, *due_moments.of(user, choice).values()) for user, choice in choices.items()
        ]
        INSERT_NOTIFICATIONS.execute_copies(notification, DIFFERENT_FOR_EACH, rows)
        live.publish_each([channel_of(user.pk) for user in users], event="notifications-changed")
        return [user.pk for user in users]

    def with_devices(self):
        """These users with `has_device`: whether one of their devices takes pushes."""
        if not push.is_available():
            return self.annotate(has_device=Value(False))
        devices = PushSubscription.objects.filter(user=OuterRef("pk"))
        return self.annotate(has_device=Exists(devices))

    def hearing(self, author):
        """Users but `author`, a User or None, and those who have blocked them."""
        return self.exclude(blocks__blocked=author).exclude(pk=author.pk) if author else self


class Notifiable(models.Model):
    """The part of a User that is notified.

    Between `quiet_from` and `quiet_until`, hours in the school's time zone, no mail and no push
    comes; where they are equal there are no quiet hours. With `push_shows_text` a push shows what
    was said.
    """

    quiet_from = models.PositiveSmallIntegerField(
        _("조용한 시간 시작"), default=23, validators=[LAST_HOUR]
    )
    quiet_until = models.PositiveSmallIntegerField(
        _("조용한 시간 끝"), default=8, validators=[LAST_HOUR]
    )

    push_shows_text = models.BooleanField(_("알림에 메시지 내용도 보이기"), default=False)

    class Meta:
        abstract = True

    def notify(self, kind, url, *, about=None, author=None, **params):
        """Notify the user of something of this Kind, in the language in which they will read it.

        `params` fill in its sentence; one may be a dict of languages, as `Club.names` is. `about`
        is the Subject with which the notification goes. `author` is the user whose doing it is:
        they are told nothing, nor is who has blocked them.
        Returns the Notification, or None.
        """
        notification = new_notification(kind, url, about, author, params)
        told = type(self).objects.filter(pk=self.pk).deliver(notification, kind, about)
        return notification if told else None

    @transaction.atomic
    def stop_mails(self, groups):
        """Never mail the user of these Groups again, nor what is due already."""
        if Group.NEWS in groups:
            self.withdraw_news()
        for group in groups:
            self.notification_preferences.update_or_create(
                group=group, place="", defaults={"way": Way.NEVER}
            )
        kinds = [kind.name for kind in KINDS.values() if kind.group in groups]
        self.notifications.filter(kind__in=kinds).update(mail_due_at=None)


def channel_of(pk):
    """Return the live channel of the user with that key."""
    return f"user:{pk}"


def new_notification(kind, url, about, author, params):
    """Return a Notification without its user and when it is due."""
    return Notification(
        kind=kind.name,
        sentence=kind.sentence_for(params),
        url=url,
        subject_key=about.subject_key if about else "",
        author=author,
        params=params,
    )
