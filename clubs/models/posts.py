"""The club's board: posts, comments, likes, pictures."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from clubs.models.clubs import Club, Membership
from kclub.refusals import Refused
from kclub.text import normal


class PostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Public posts of open clubs, and all of the clubs the user belongs to."""
        public = Q(
            visibility=Post.Visibility.PUBLIC,
            club__status__in=[Club.Status.ACTIVE, Club.Status.DORMANT],
        )
        if not user.is_authenticated:
            return self.filter(public)
        mine = Membership.objects.filter(club=OuterRef("club_id"), user=user)
        return self.filter(public | Exists(mine))

    def standing(self):
        """Without those that were deleted."""
        return self.filter(deleted_at=None)

    def with_counts(self):
        """Each post with `like_count` and `comment_count`."""
        likes = Like.objects.filter(post=OuterRef("pk")).order_by().values("post")
        comments = Comment.objects.filter(post=OuterRef("pk"), deleted_at=None)
        comments = comments.order_by().values("post")
        return self.annotate(
            like_count=likes.annotate(n=Count("pk")).values("n"),
            comment_count=comments.annotate(n=Count("pk")).values("n"),
        )


class Post(models.Model):
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
    title = models.CharField(_("제목"), max_length=100)
    body = models.TextField(_("내용"), max_length=5000)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["club", "created_at"], name="club_board")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clubs:post", args=[self.club.slug, self.pk])

    def refuse_kind(self, author):
        """Raise Refused unless `author` may write this kind of post."""
        if self.kind == Post.Kind.NOTICE and not self.club.is_run_by(author):
            raise Refused(_("공지는 운영진만 쓸 수 있어요."))

    def may_be_edited_by(self, user):
        return self.author_id == user.pk and self.deleted_at is None

    def may_be_deleted_by(self, user):
        return self.author_id == user.pk or self.club.is_run_by(user)

    @transaction.atomic
    def edit(self, by, **fields):
        """Change title, body, kind or visibility; for its author, and it says so ever after."""
        if not self.may_be_edited_by(by):
            raise Refused(_("글쓴이만 고칠 수 있어요."))
        for name, value in fields.items():
            setattr(self, name, value)
        self.refuse_kind(by)
        self.edited_at = timezone.now()
        self.save(update_fields=[*fields, "edited_at"])

    def delete_by(self, by):
        """Take it off the board; its place remains. For its author and officers."""
        if not self.may_be_deleted_by(by):
            raise Refused(_("글쓴이와 운영진만 지울 수 있어요."))
        Post.objects.filter(pk=self.pk, deleted_at=None).update(deleted_at=timezone.now())

    def pin(self, by):
        """Keep it on top of the board; for officers."""
        self._pin(by, timezone.now())

    def unpin(self, by):
        self._pin(by, None)

    def _pin(self, by, moment):
        if not self.club.is_run_by(by):
            raise Refused(_("운영진만 위에 고정할 수 있어요."))
        self.pinned_at = moment
        self.save(update_fields=["pinned_at"])

    def like(self, user):
        self.likes.get_or_create(user=user)

    def unlike(self, user):
        self.likes.filter(user=user).delete()

    @transaction.atomic
    def comment(self, author, text, parent=None):
        """Say something below the post, or below `parent`, one level deep. Returns the Comment."""
        if not self.club.is_member(author):
            raise Refused(_("부원만 댓글을 쓸 수 있어요."))
        parent = parent and (parent.parent or parent)
        comment = self.comments.create(author=author, text=normal(text), parent=parent)
        if self.author != author:
            self.author.notify(
                gettext_noop("%(by)s님이 내 글에 댓글을 남겼어요."),
                f"{self.get_absolute_url()}#c{comment.pk}",
                by=author.display_name,
            )
        return comment


class Comment(models.Model):
    """An answer below a post; answers to it stand one step in."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    text = models.TextField(_("댓글"), max_length=1000)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text[:40]

    def delete_by(self, by):
        """Take it away; its place remains. For its author and officers."""
        if self.author_id != by.pk and not self.post.club.is_run_by(by):
            raise Refused(_("글쓴이와 운영진만 지울 수 있어요."))
        Comment.objects.filter(pk=self.pk, deleted_at=None).update(deleted_at=timezone.now())


class Like(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="likes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="like_once")]


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

    def get_absolute_url(self):
        return reverse("clubs:picture", args=[self.post.club.slug, self.post_id, self.pk])
