"""Notices that members must read: who has read them, and the reminder of those who have not."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import notification_kinds as kinds
from accounts.models import Notification, User
from kclub.errors import Refused

REMINDED_AFTER = timedelta(days=3)


class PostRead(models.Model):
    """One member's word that they have read a notice."""

    post = models.ForeignKey("clubs.Post", models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="post_reads")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="one_read")]
        verbose_name = _("공지를 읽은 사람")

    def __str__(self):
        return f"{self.user} ✓ {self.post}"


class MustRead(models.Model):
    """The part of Post that members must read, since `must_read_at`; None where they need not.

    Those who have not are reminded once, at `reminded_at`.
    """

    must_read_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def must_read(self):
        return self.must_read_at is not None

    def readers(self, since=None):
        """Return the Users who must read it: verified members, but not its author.

        With `since`, a moment, only those who were members by then.
        """
        memberships = self.audience()
        if since:
            memberships = memberships.filter(joined_at__lte=since)
        users = User.objects.verified().filter(is_active=True, memberships__in=memberships)
        return users.exclude(pk=self.author_id)

    def read_list(self):
        """Return (the PostReads of its readers, the Users who have not read it)."""
        reads = self.reads.filter(user__in=self.readers()).select_related("user")
        unread = self.readers().exclude(post_reads__post=self).order_by("display_name", "pk")
        return reads, unread

    def was_read_by(self, user):
        return user.is_authenticated and self.reads.filter(user=user).exists()

    @transaction.atomic
    def mark_read(self, user):
        """Record that the user has read it. Reading again changes nothing.

        Nothing is recorded of its author, nor of what nobody must read any more. Raises Refused for
        those who do not belong to the club.
        """
        if not self.audience().of(user).exists():
            raise Refused(_("부원만 읽었다고 남길 수 있어요."))
        if self.must_read and self.author_id != user.pk:
            self.reads.get_or_create(user=user)
            self._told_to_read().filter(user=user).read()

    def change_must_read(self, must_read):
        """Let members have to read it from now on, or not any more, without saving.

        Return whether that changes anything; who has to know is told by `tell_must_read`.
        """
        changed = must_read != self.must_read
        if changed:
            self.must_read_at = timezone.now() if must_read else None
        return changed

    def tell_must_read(self):
        """Tell members that they must read it, or take that back, after it was changed."""
        if self.must_read:
            Notification.objects.about(self).of_kind(kinds.NOTICE).retract()
            self.notify_audience(kinds.MUST_READ_NOTICE)
        else:
            self._told_to_read().retract()

    @transaction.atomic
    def remind_unread(self):
        """Remind who was a member when it was posted and has not read it. Return whether it was due.

        Who has joined since only sees the notice on the pages of the club.
        """
        due = type(self).objects.due_for_reminder().filter(pk=self.pk)
        post = due.select_for_update().first()
        if post is None:
            return False
        post.reminded_at = timezone.now()
        post.save(update_fields=["reminded_at"])
        unread = post.readers(since=post.must_read_at).exclude(post_reads__post=post)
        told = {"about": post, "author": post.author, "club": post.club.names}
        unread.notify(kinds.MUST_READ_UNREAD, post.get_absolute_url(), excerpt=post.title, **told)
        return True

    def _told_to_read(self):
        """Return the Notifications that ask to read it."""
        names = [kinds.MUST_READ_NOTICE.name, kinds.MUST_READ_UNREAD.name]
        return Notification.objects.about(self).filter(kind__in=names)
