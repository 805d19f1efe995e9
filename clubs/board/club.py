"""The board of a club, as a verb of Club."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kclub import live
from kclub.db.idempotency import idempotency_key


class ClubBoard(models.Model):
    """The part of Club that has a board."""

    class Meta:
        abstract = True

    @transaction.atomic
    def post(
        self, author, *, nonce=None, must_read=False, pictures=(), files=(), poll=None, **fields
    ):
        """Write a post on the board; for members, and notices for officers. Returns the Post.

        `nonce` is the idempotency key of the form (`kclub.db.idempotency`): with the same one, the
        post written first is returned. `must_read` says of a notice that
        members must read it; `pictures` and `files` are as for `Post.attach`, `poll` are the
        arguments of `Poll.open`, or None.
        """
        self.ensure_may_write(author, _("부원만 글을 쓸 수 있어요."))
        # The UPDATE also locks the club's row, so that a second click finds the first one's post.
        type(self).objects.filter(pk=self.pk).update(last_active_at=timezone.now())
        key = idempotency_key(fields["body"], nonce)
        if key and (existing := self.posts.filter(author=author, idempotency_key=key).first()):
            return existing
        post = self.posts.model(club=self, author=author, idempotency_key=key, **fields)
        post.ensure_may_choose(author)
        if must_read and post.kind == post.Kind.NOTICE:
            post.must_read_at = post.created_at
        post.ask(poll)
        post.save()
        post.attach(pictures, files)
        post.notify_readers()
        live.publish(self.channel, event="posts-changed")
        return post

    def retract_officers_posts(self, user):
        """Delete what the user, an officer no more, was told about posts for officers alone."""
        about_posts = user.notifications.filter(subject_key__startswith=f"{self.subject_key}/post:")
        posts = {post.subject_key for post in self.posts.filter(visibility="officers")}
        about_officers_posts = [
            notification.pk
            for notification in about_posts
            if "/".join(notification.subject_key.split("/")[:2]) in posts
        ]
        user.notifications.filter(pk__in=about_officers_posts).retract()
