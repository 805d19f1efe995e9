"""The club's board: posts, comments, likes, pictures."""

from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from clubs.audit_log.models import AuditLogEntry
from clubs.directory.models import Club
from clubs.moderation.banned_words import without_banned_words
from clubs.moderation.models.reports import Reportable
from clubs.people.models.memberships import Membership
from kclub import live
from kclub.db.idempotency import idempotency_key
from kclub.errors import Gone, Refused
from kclub.text.normalization import normalized


class PostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public posts of open clubs, and all of the clubs the user belongs to."""
        public = Q(visibility=Post.Visibility.PUBLIC, club__status__in=Club.OPEN)
        mine = Membership.objects.of(user).filter(club=OuterRef("club_id"))
        return self.filter(public | Exists(mine))

    def published(self):
        """Without those that were deleted or hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def pinned_first(self):
        return self.order_by(F("pinned_at").desc(nulls_last=True), "-created_at", "-pk")

    def before(self, post):
        """Those that stand below `post` in a list of the newest."""
        older = Q(created_at__lt=post.created_at)
        return self.filter(older | Q(created_at=post.created_at, pk__lt=post.pk))

    def with_counts(self):
        """Each post with `like_count` and `comment_count`."""
        likes = Like.objects.filter(post=OuterRef("pk")).order_by().values("post")
        comments = Comment.objects.published().filter(post=OuterRef("pk"))
        comments = comments.order_by().values("post")
        return self.annotate(
            like_count=Coalesce(likes.annotate(n=Count("pk")).values("n"), 0),
            comment_count=Coalesce(comments.annotate(n=Count("pk")).values("n"), 0),
        )

    def for_list(self):
        """Each post with all a list shows of it: author, club, counts and pictures."""
        return self.with_counts().select_related("author", "club").prefetch_related("pictures")


class Post(Reportable):
    """Something written on the board, in Markdown."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("공지")
        FREE = "free", _("자유")
        RECRUITING = "recruiting", _("모집")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("누구나")
        MEMBERS = "members", _("부원만")

    club = models.ForeignKey(Club, models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    kind = models.CharField(_("게시판"), max_length=10, choices=Kind, default=Kind.FREE)
    visibility = models.CharField(
        _("누가 볼 수 있나요?"), max_length=8, choices=Visibility, default=Visibility.MEMBERS
    )
    title = models.CharField(_("제목"), max_length=100, validators=[without_banned_words])
    body = models.TextField(_("내용"), max_length=5000, validators=[without_banned_words])
    idempotency_key = models.CharField(max_length=36, null=True, editable=False)  # noqa: DJ001
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
            )
        ]
        indexes = [models.Index(fields=["club", "created_at"], name="club_board")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clubs:post", args=[self.club.slug, self.pk])

    @property
    def reported_club(self):
        return self.club

    @property
    def evidence_text(self):
        return f"{self.title}\n\n{self.body}"

    @property
    def evidence_files(self):
        return [picture.thumbnail for picture in self.pictures.all()]

    @property
    def text(self):
        return self.evidence_text

    @property
    def context_messages(self):
        return [self, *self.comments.threaded()]

    @property
    def comments_changed(self):
        """The event the club's channel carries when somebody comments below this post."""
        return f"comments-{self.pk}-changed"

    def ensure_may_use_kind(self, author):
        """Raise Refused unless `author` may write this kind of post."""
        if self.kind == Post.Kind.NOTICE and not self.club.is_run_by(author):
            raise Refused(_("공지는 운영진만 쓸 수 있어요."))

    def may_be_edited_by(self, user):
        """Whether the user is its author, and still belongs to the club."""
        return self.is_published and self.author_id == user.pk and self.club.is_member(user)

    def may_be_deleted_by(self, user):
        return self.deleted_at is None and (self.author_id == user.pk or self.club.is_run_by(user))

    @transaction.atomic
    def edit(self, by, *, pictures=(), removed=(), **fields):
        """Change title, body, kind or visibility; for its author, and it says so ever after.

        `pictures` are put below those it has, the Pictures in `removed` are taken away.
        """
        if not self.may_be_edited_by(by):
            raise Refused(_("글쓴이만 고칠 수 있어요."))
        self.club.ensure_may_write(by, _("부원만 글을 쓸 수 있어요."))
        for name, value in fields.items():
            setattr(self, name, value)
        self.ensure_may_use_kind(by)
        self.edited_at = timezone.now()
        self.save(update_fields=[*fields, "edited_at"])
        for picture in removed:
            picture.take_away()
        self.attach(pictures)

    def attach(self, pictures):
        """Show `pictures`, pairs of a `kclub.files.images.Picture` and the words for it, below."""
        for picture, alt in pictures:
            self.pictures.create(
                file=picture.full, thumbnail=picture.thumbnail, alt=normalized(alt)
            )

    @transaction.atomic
    def delete_by(self, by):
        """Take it off the board; its place remains. For its author and officers."""
        if self.deleted_at is None and not self.may_be_deleted_by(by):
            raise Refused(_("글쓴이와 운영진만 지울 수 있어요."))
        deleted = Post.objects.published().filter(pk=self.pk).update(deleted_at=timezone.now())
        if deleted and self.author_id != by.pk:
            self.club.record(AuditLogEntry.Action.POST_DELETED, by, self.author, self.title)

    def pin(self, by):
        """Keep it on top of the board; for officers."""
        self._pin(by, timezone.now())

    def unpin(self, by):
        self._pin(by, None)

    def _pin(self, by, moment):
        if not self.club.is_run_by(by):
            raise Refused(_("운영진만 위에 고정할 수 있어요."))
        self.club.ensure_open()
        self.pinned_at = moment
        self.save(update_fields=["pinned_at"])

    def like(self, user):
        """Liking twice is liking once. Raises Refused to the unverified."""
        user.ensure_verified(_("학교 메일을 인증하면 좋아요를 누를 수 있어요."))
        self.likes.get_or_create(user=user)

    def unlike(self, user):
        self.likes.filter(user=user).delete()

    @transaction.atomic
    def comment(self, author, text, parent=None, nonce=None):
        """Say something below the post, or below `parent`, one level deep. Returns the Comment.

        `nonce` is the form's own word for this comment (`kclub.db.idempotency`).
        """
        post = Post.objects.select_for_update().get(pk=self.pk)
        text = normalized(text)
        key = idempotency_key(text, nonce)
        if key and (said := post.comments.filter(author=author, idempotency_key=key).first()):
            return said
        self.club.ensure_may_write(author, _("부원만 댓글을 쓸 수 있어요."))
        if not post.is_published:
            raise Gone(_("지운 글이라 댓글을 남길 수 없어요."))
        comment = self.comments.create(
            author=author,
            text=text,
            parent=parent and (parent.parent or parent),
            idempotency_key=key,
        )
        live.publish(self.club.channel, event=self.comments_changed)
        comment.tell(parent)
        return comment


class CommentQuerySet(models.QuerySet):
    def published(self):
        """Without those that were deleted or hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def threaded(self):
        """Each answer right below what it answers, with authors."""
        thread = Coalesce("parent_id", "pk")
        return self.select_related("author").order_by(thread, "pk")


class Comment(Reportable):
    """An answer below a post; answers to it stand one step in."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    text = models.TextField(_("댓글"), max_length=1000, validators=[without_banned_words])
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
        return self.text[:40]

    def get_absolute_url(self):
        return f"{self.post.get_absolute_url()}#c{self.pk}"

    @property
    def reported_club(self):
        return self.post.club

    @property
    def context_messages(self):
        return self.post.context_messages

    def _set_hidden(self, moment):
        super()._set_hidden(moment)
        live.publish(self.post.club.channel, event=self.post.comments_changed)

    def tell(self, parent):
        """Let the post's author know, and the author of `parent`, if this is an answer to it."""
        told = {self.author}
        if parent and parent.author not in told:
            told.add(parent.author)
            answered = gettext_noop("%(by)s님이 내 댓글에 답했어요.")
            parent.author.notify(answered, self.get_absolute_url(), by=self.author.display_name)
        if self.post.author not in told:
            said = gettext_noop("%(by)s님이 내 글에 댓글을 남겼어요.")
            self.post.author.notify(said, self.get_absolute_url(), by=self.author.display_name)

    @transaction.atomic
    def delete_by(self, by):
        """Take it away; its place remains. For its author and officers."""
        if self.author_id != by.pk and not self.post.club.is_run_by(by):
            raise Refused(_("글쓴이와 운영진만 지울 수 있어요."))
        deleted = Comment.objects.published().filter(pk=self.pk).update(deleted_at=timezone.now())
        if deleted and self.author_id != by.pk:
            self.post.club.record(AuditLogEntry.Action.COMMENT_DELETED, by, self.author, self.text)
        live.publish(self.post.club.channel, event=self.post.comments_changed)


class Like(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="like_once")]

    def __str__(self):
        return f"{self.user} ♥ {self.post}"


class Picture(models.Model):
    """A picture of a post, re-encoded by us: no metadata, no surprises."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="pictures")
    file = models.ImageField(upload_to="posts/%Y/%m/", width_field="width", height_field="height")
    thumbnail = models.ImageField(upload_to="posts/%Y/%m/")
    alt = models.CharField(_("사진 설명"), max_length=200, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.alt

    def get_absolute_url(self):
        return reverse("clubs:picture", args=[self.post.club.slug, self.post_id, self.pk])

    @property
    def thumbnail_url(self):
        return reverse("clubs:thumbnail", args=[self.post.club.slug, self.post_id, self.pk])

    def take_away(self):
        """Delete it with its files, once that is certain."""
        files = [self.file, self.thumbnail]
        self.delete()
        for file in files:
            transaction.on_commit(partial(file.storage.delete, file.name))
