"""Posts and comments in the search."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import is_student
from accounts.models.handles import named_like
from accounts.search.sections import IndexedSection, search_sections
from clubs.board.models.comments import Comment
from clubs.board.models.pictures import Picture
from clubs.board.models.posts import Post
from clubs.directory.search_section import in_chosen_place


@search_sections.register(order=20)
class PostSearch(IndexedSection):
    """Posts by title and text."""

    key, title, template = "posts", pgettext_lazy("찾기", "글"), "clubs/board/_post_found.html"
    takes = frozenset({"club", "mine", "who", "when", "pictures"})
    fields = ("folded_title", "folded_text")

    def found(self):
        posts = in_chosen_place(posts_to_read(self.search.user), self.search)
        posts = self.search.in_period(posts.select_related("author", "club"))
        if self.search.author_name:
            posts = posts.filter(named_like(self.search.author_name, "author__"))
        if "pictures" in self.search.filters:
            posts = posts.filter(Exists(Picture.objects.filter(post=OuterRef("pk"))))
        return posts


@search_sections.register(order=30)
class CommentSearch(IndexedSection):
    """Comments below posts that the asker may read; for students."""

    key, title, template = "comments", _("댓글"), "clubs/board/_comment_found.html"
    takes = frozenset({"club", "mine", "who", "when"})

    @property
    def is_open(self):
        return is_student(self.search.user)

    def found(self):
        posts = in_chosen_place(posts_to_read(self.search.user), self.search)
        comments = Comment.objects.published().filter(post__in=posts.order_by().values("pk"))
        comments = without_blocked(comments, self.search.user).select_related(
            "author", "post__club"
        )
        if self.search.author_name:
            comments = comments.filter(named_like(self.search.author_name, "author__"))
        return self.search.in_period(comments)


def posts_to_read(user):
    """Return the posts that the user may read and wants to: none of those they have blocked."""
    return without_blocked(Post.objects.visible_to(user).published(), user)


def without_blocked(rows, user):
    if not user.is_authenticated:
        return rows
    return rows.exclude(author__in=user.blocks.values("blocked"))
