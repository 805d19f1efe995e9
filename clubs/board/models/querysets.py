"""Querysets of posts, for pages."""

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from clubs.board.models.comments import Comment
from clubs.board.models.likes import Like
from clubs.board.models.must_reads import REMINDED_AFTER, PostRead
from clubs.directory.models import Club
from clubs.people.models.memberships import Membership
from kclub.db.search_index import SearchableQuerySet


class PostQuerySet(SearchableQuerySet):
    """Posts by who may read them, and in the orders of pages."""

    def visible_to(self, user):
        """Public posts of open clubs, and posts of the clubs the user belongs to.

        Those for officers alone are for the officers.
        """
        visibility = self.model.Visibility
        public = Q(visibility=visibility.PUBLIC, club__status__in=Club.OPEN)
        membership = Membership.objects.of(user).filter(club=OuterRef("club_id"))
        officer = membership.filter(role=Membership.Role.OFFICER)
        for_members = ~Q(visibility=visibility.OFFICERS) & Exists(membership)
        return self.filter(public | for_members | Exists(officer))

    def published(self):
        """Posts that are neither deleted nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def unread_by(self, user):
        """Notices that the user, a member, must read and has not; none of those they have blocked."""
        read = PostRead.objects.filter(post=OuterRef("pk"), user=user)
        membership = Membership.objects.of(user).filter(club=OuterRef("club_id"))
        must_reads = self.visible_to(user).published().filter(Exists(membership), ~Exists(read))
        must_reads = must_reads.filter(must_read_at__isnull=False, club__status__in=Club.OPEN)
        return must_reads.exclude(author=user).exclude(author__in=user.blocks.values("blocked"))

    def due_for_reminder(self):
        """Notices that members must have read by now, and were not reminded of."""
        by_now = Q(must_read_at__lte=timezone.now() - REMINDED_AFTER, reminded_at=None)
        return self.published().filter(by_now, club__status__in=Club.OPEN)

    def pinned_first(self):
        return self.order_by(F("pinned_at").desc(nulls_last=True), "-created_at", "-pk")

    def before(self, post):
        """Posts that follow `post` in a list that begins with the newest."""
        older = Q(created_at__lt=post.created_at)
        return self.filter(older | Q(created_at=post.created_at, pk__lt=post.pk))

    def with_counts(self):
        """Posts with `like_count` and `comment_count`."""
        likes = Like.objects.filter(post=OuterRef("pk")).order_by().values("post")
        comments = Comment.objects.published().filter(post=OuterRef("pk"))
        comments = comments.order_by().values("post")
        return self.annotate(
            like_count=Coalesce(likes.annotate(n=Count("pk")).values("n"), 0),
            comment_count=Coalesce(comments.annotate(n=Count("pk")).values("n"), 0),
        )

    def for_list(self):
        """Posts with all a list shows: author, club, counts and pictures."""
        return self.with_counts().select_related("author", "club").prefetch_related("pictures")
