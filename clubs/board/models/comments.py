"""Comments below posts."""

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from clubs.audit_log.models import AuditLogEntry
from clubs.banned_words import without_banned_words
from clubs.moderation.models.reports import Reportable
from kclub import live
from kclub.db.fields import FoldedField
from kclub.db.search_index import SearchableQuerySet, SearchIndex
from kclub.errors import Refused
from kclub.text.graphemes import first_graphemes, shorten

EXCERPT_LENGTH = 80  # graphemes of a comment in a notification


class CommentQuerySet(SearchableQuerySet):
    """Comments by whether they can be read, and in the order of pages."""

    def published(self):
        """Comments that are neither deleted nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def threaded(self):
        """Comments with their authors, ordered so that replies follow the comment they reply to."""
        thread = Coalesce("parent_id", "pk")
        return self.select_related("author").order_by(thread, "pk")


class Comment(Reportable):
    """A comment below a post, or a reply to such a comment, its `parent`."""

    post = models.ForeignKey("clubs.Post", models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    text = models.TextField(_("댓글"), max_length=1000, validators=[without_banned_words])
    folded_text = FoldedField("text")
    idempotency_key = models.CharField(max_length=36, null=True, editable=False)  # noqa: DJ001
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = pgettext_lazy("게시판", "댓글")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "author", "idempotency_key"], name="comment_idempotency_key"
            )
        ]

    def __str__(self):
        return first_graphemes(self.text, 40)

    def get_absolute_url(self):
        return f"{self.post.get_absolute_url()}#c{self.pk}"

    @property
    def subject_key(self):
        return f"{self.post.subject_key}/comment:{self.pk}"

    @property
    def reported_club(self):
        return self.post.club

    @property
    def context_messages(self):
        return self.post.context_messages

    def _set_hidden(self, moment):
        super()._set_hidden(moment)
        live.publish(self.post.channel, event=self.post.comments_changed)

    def notify_authors(self, parent):
        """Notify the author of the post, and of `parent` if this is a reply to it.

        Who may not read the post any more is told nothing.
        """
        url, excerpt = self.get_absolute_url(), shorten(self.text, EXCERPT_LENGTH)
        by = self.author.display_name
        told = {"about": self, "author": self.author, "by": by, "excerpt": excerpt}
        notified = {self.author}
        if parent and parent.author not in notified:
            notified.add(parent.author)
            if self.post.is_visible_to(parent.author):
                parent.author.notify(kinds.REPLY, url, **told)
        if self.post.author not in notified and self.post.is_visible_to(self.post.author):
            self.post.author.notify(kinds.COMMENT, url, **told)

    @transaction.atomic
    def delete_by(self, by):
        """Mark the comment as deleted; pages show a line in its place. For its author and officers.

        Deleting again changes nothing. Raises Refused for anybody else.
        """
        if self.author_id != by.pk and not self.post.club.is_run_by(by):
            raise Refused(_("글쓴이와 운영진만 지울 수 있어요."))
        deleted = Comment.objects.published().filter(pk=self.pk).update(deleted_at=timezone.now())
        if deleted and self.author_id != by.pk:
            self.post.club.record(AuditLogEntry.Action.COMMENT_DELETED, by, self.author, self.text)
        self.retract_notifications()
        live.publish(self.post.channel, event=self.post.comments_changed)


SearchIndex("clubs.Comment")
