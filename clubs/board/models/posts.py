"""Posts on the boards of clubs."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import notification_kinds as kinds
from accounts.models import Notification
from clubs.audit_log.models import AuditLogEntry
from clubs.banned_words import without_banned_words
from clubs.board.models.must_reads import MustRead
from clubs.board.models.querysets import PostQuerySet
from clubs.directory.models import Club
from clubs.moderation.models.reports import Reportable
from clubs.polls.models import Poll
from kclub import live
from kclub.db.fields import FoldedField, names_with_folded
from kclub.db.idempotency import idempotency_key
from kclub.db.search_index import SearchIndex
from kclub.errors import Gone, Refused
from kclub.text.normalization import normalized


class Post(MustRead, Reportable):
    """A post on the board of a club, in Markdown."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("공지")
        FREE = "free", _("자유")
        RECRUITING = "recruiting", _("모집")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("누구나")
        MEMBERS = "members", _("부원만")
        OFFICERS = "officers", _("운영진만")

    club = models.ForeignKey(Club, models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    kind = models.CharField(_("게시판"), max_length=10, choices=Kind, default=Kind.FREE)
    visibility = models.CharField(
        _("누가 볼 수 있나요?"), max_length=8, choices=Visibility, default=Visibility.MEMBERS
    )
    title = models.CharField(_("제목"), max_length=100, validators=[without_banned_words])
    body = models.TextField(_("내용"), max_length=5000, validators=[without_banned_words])
    folded_title = FoldedField("title")
    folded_text = FoldedField("title", "body")
    idempotency_key = models.CharField(max_length=36, null=True, editable=False)  # noqa: DJ001
    poll = models.OneToOneField(Poll, models.SET_NULL, null=True, related_name="post")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = pgettext_lazy("게시판", "글")
        constraints = [
            models.UniqueConstraint(
                fields=["club", "author", "idempotency_key"], name="post_idempotency_key"
            ),
            models.CheckConstraint(
                condition=models.Q(must_read_at=None) | models.Q(kind="notice"),
                name="only_notices_must_be_read",
            ),
        ]
        indexes = [models.Index(fields=["club", "created_at"], name="club_board")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clubs:post", args=[self.club.slug, self.pk])

    @property
    def subject_key(self):
        return f"club:{self.club_id}/post:{self.pk}"

    @property
    def reported_club(self):
        return self.club

    @property
    def evidence_text(self):
        return "\n\n".join([self.title, self.body, *([self.poll.text] if self.poll else [])])

    @property
    def evidence_files(self):
        pictures = [picture.thumbnail for picture in self.pictures.all()]
        return pictures + [file.content for file in self.files.all()]

    @property
    def text(self):
        return self.evidence_text

    @property
    def context_messages(self):
        return [self, *self.comments.threaded()]

    @property
    def comments_changed(self):
        """The name of the event on the club's channel when comments on this post change."""
        return f"comments-{self.pk}-changed"

    @property
    def poll_changed(self):
        """The name of the event on the club's channel when somebody has voted."""
        return f"poll-{self.pk}-changed"

    @property
    def channel(self):
        """The channel on which changes of its comments are published, for those who may read it."""
        return self.club.officers_channel if self.is_for_officers else self.club.channel

    @property
    def is_for_officers(self):
        return self.visibility == Post.Visibility.OFFICERS

    def is_visible_to(self, user):
        """Whether the user may read the post, as long as it is there."""
        return Post.objects.visible_to(user).filter(pk=self.pk).exists()

    def ensure_may_choose(self, author):
        """Raise Refused unless `author` may write a post of this kind for these readers.

        Notices, and what is for officers alone, are written by officers.
        """
        if self.kind == Post.Kind.NOTICE and not self.club.is_run_by(author):
            raise Refused(_("공지는 운영진만 쓸 수 있어요."))
        if self.is_for_officers and not self.club.is_run_by(author):
            raise Refused(_("운영진만 보는 글은 운영진만 쓸 수 있어요."))

    def may_be_edited_by(self, user):
        """Whether the user may edit the post: its author, as long as they are a member."""
        return self.is_published and self.author_id == user.pk and self.club.is_member(user)

    def may_be_deleted_by(self, user):
        """Whether the user may delete the post: its author and officers of the club."""
        return self.deleted_at is None and (self.author_id == user.pk or self.club.is_run_by(user))

    @transaction.atomic
    def edit(self, by, *, must_read=None, pictures=(), removed=(), alts=None, files=(), **fields):
        """Change title, body, kind or visibility, and mark the post as edited; for its author.

        Former words are kept as a PostRevision.
        `must_read` says whether members must read it from now on, None that this stays as it is.
        `pictures` and `files` are added as by `attach`, the Pictures and PostFiles in `removed` are
        deleted, `alts` is {Picture: what it shows}. Raises Refused unless `by` may edit the post.
        """
        self.refresh_from_db(from_queryset=Post.objects.select_for_update())
        if not self.may_be_edited_by(by):
            raise Refused(_("글쓴이만 고칠 수 있어요."))
        self.club.ensure_may_write(by, _("부원만 글을 쓸 수 있어요."))
        before = {"title": self.title, "body": self.body}
        for name, value in fields.items():
            setattr(self, name, value)
        self.ensure_may_choose(by)
        if must_read is None:
            must_read = self.must_read
        changed = self.change_must_read(must_read and self.kind == Post.Kind.NOTICE)
        self.edited_at = timezone.now()
        changed_fields = names_with_folded(Post, fields)
        self.save(update_fields=[*changed_fields, "must_read_at", "edited_at"])
        if before != {"title": self.title, "body": self.body}:
            self.revisions.create(**before, replaced_at=self.edited_at)
        if changed:
            self.tell_must_read()
        if self.visibility != Post.Visibility.PUBLIC:
            told = Notification.objects.about(self)
            told.exclude(user__memberships__in=self.audience()).retract()
        for picture, alt in (alts or {}).items():
            self.pictures.filter(pk=picture.pk).update(alt=normalized(alt))
        for attachment in removed:
            attachment.delete_with_files()
        self.attach(pictures, files)

    def attach(self, pictures, files=()):
        """Add `pictures`, pairs of a `kclub.files.images.Picture` and its alternative text.

        `files` are Documents of `kclub.files.documents`.
        """
        for picture, alt in pictures:
            self.pictures.create(
                file=picture.full, thumbnail=picture.thumbnail, alt=normalized(alt)
            )
        for document in files:
            self.files.add(self.files.model.store(document), bulk=False)

    def ask(self, poll):
        """Open the poll of these arguments of `Poll.open` below this new post; None opens none."""
        if poll:
            self.poll = Poll.open(**poll)

    def ensure_may_vote(self, user):
        """Raise Refused unless the user, who may read the post, may vote in its poll: members may."""
        self.club.ensure_may_write(user, _("투표는 부원만 할 수 있어요."))

    def vote(self, user, choices):
        """Make these choices, keys, the user's in its poll, as `Poll.vote` does; for members."""
        self.ensure_may_vote(user)
        if self.poll.vote(user, choices):
            live.publish(self.channel, event=self.poll_changed)

    def may_close_poll(self, user):
        """Whether the user may close the poll before its time: the author, and officers."""
        return self.author_id == user.pk or self.club.is_run_by(user)

    def close_poll(self, by):
        """Close its poll now. Doing it again changes nothing. Raises Refused unless `by` may."""
        self.club.ensure_may_write(by, _("투표는 부원만 할 수 있어요."))
        if not self.may_close_poll(by):
            raise Refused(_("글쓴이와 운영진만 마감할 수 있어요."))
        if self.poll.close():
            live.publish(self.channel, event=self.poll_changed)

    @transaction.atomic
    def delete_by(self, by):
        """Mark the post as deleted, so that its address answers 410. For its author and officers.

        Deleting again changes nothing. Raises Refused for anybody else.
        """
        if self.deleted_at is None and not self.may_be_deleted_by(by):
            raise Refused(_("글쓴이와 운영진만 지울 수 있어요."))
        deleted = Post.objects.published().filter(pk=self.pk).update(deleted_at=timezone.now())
        self.retract_notifications()
        if deleted and self.author_id != by.pk:
            self.club.record(AuditLogEntry.Action.POST_DELETED, by, self.author, self.title)

    def pin(self, by):
        """Pin the post to the top of the board; for officers."""
        self._set_pinned(by, timezone.now())

    def unpin(self, by):
        self._set_pinned(by, None)

    def _set_pinned(self, by, moment):
        if not self.club.is_run_by(by):
            raise Refused(_("운영진만 위에 고정할 수 있어요."))
        self.club.ensure_open()
        self.pinned_at = moment
        self.save(update_fields=["pinned_at"])

    def audience(self):
        """Return the memberships of those in the club whom it is for."""
        return self.club.officers() if self.is_for_officers else self.club.memberships.all()

    def notify_readers(self):
        """Notify the members of a notice, and the followers of what everybody may read.

        Of anything but a notice those are told who follow its author.
        """
        if self.kind == Post.Kind.NOTICE:
            self.notify_audience(kinds.MUST_READ_NOTICE if self.must_read else kinds.NOTICE)
        else:
            self.notify_followers_of_author()
        if self.visibility == Post.Visibility.PUBLIC:
            told = {"about": self, "author": self.author, "excerpt": self.title}
            self.club.notify_followers(kinds.NEW_POST, self.get_absolute_url(), **told)

    def notify_followers_of_author(self):
        """Notify those in the club who may read it and follow its author."""
        told = {"about": self, "author": self.author, "excerpt": self.title}
        told["by"] = self.author.display_name
        kind, url = kinds.FOLLOWED_POST, self.get_absolute_url()
        self.club.notify_followers_of(self.author, self.audience(), kind, url, **told)

    def notify_audience(self, kind):
        """Notify those in the club whom it is for."""
        told = {"about": self, "author": self.author, "excerpt": self.title}
        notify = self.club.notify_officers if self.is_for_officers else self.club.notify_members
        notify(kind, self.get_absolute_url(), **told)

    @transaction.atomic
    def like(self, user):
        """Like the post. Liking it again changes nothing. Raises Refused for unverified users."""
        user.ensure_verified(_("학교 메일을 인증하면 좋아요를 누를 수 있어요."))
        _like, created = self.likes.get_or_create(user=user)
        if created and self.is_visible_to(self.author):
            told = {"about": self, "author": user, "by": user.display_name, "excerpt": self.title}
            self.author.notify(kinds.LIKE, self.get_absolute_url(), **told)

    @transaction.atomic
    def unlike(self, user):
        """Take the like back, and the notification of it."""
        self.likes.filter(user=user).delete()
        likes = Notification.objects.about(self).of_kind(kinds.LIKE).filter(author=user)
        likes.retract()

    @transaction.atomic
    def comment(self, author, text, parent=None, nonce=None):
        """Comment on the post, or reply to the comment `parent`. Returns the Comment.

        Replies are one level deep: a reply to a reply belongs to the same parent. `nonce` is the
        idempotency key of the form (`kclub.db.idempotency`): with the same one, the comment written
        first is returned. Raises Refused for anybody who may not write, Gone for a deleted post.
        """
        post = Post.objects.select_for_update().get(pk=self.pk)
        text = normalized(text)
        key = idempotency_key(text, nonce)
        if key and (existing := post.comments.filter(author=author, idempotency_key=key).first()):
            return existing
        self.club.ensure_may_write(author, _("부원만 댓글을 쓸 수 있어요."))
        if not post.is_published:
            raise Gone(_("지운 글이라 댓글을 남길 수 없어요."))
        if not post.is_visible_to(author):
            raise Refused(_("운영진만 보는 글이에요."))
        thread_parent = parent and (parent.parent or parent)
        comment = self.comments.create(
            author=author, text=text, parent=thread_parent, idempotency_key=key
        )
        live.publish(post.channel, event=self.comments_changed)
        comment.notify_authors(parent)
        return comment


SearchIndex("clubs.Post", title="folded_title")
