"""Posts on a board, as their readers see them."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.board.forms import CommentForm
from clubs.board.models.posts import Post
from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from kclub.errors import Gone
from kclub.shortcuts import render_page


@require_safe
def posts(request, slug):
    """The posts on a board the viewer may read, pinned ones first; `?kind=` filters them."""
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    found = club.posts.visible_to(request.user).published().pinned_first().for_list()
    kind = request.GET.get("kind")
    if kind in Post.Kind.values:
        found = found.filter(kind=kind)
    page = Paginator(found, settings.POSTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "club": club,
        "viewer_status": viewer_status,
        "membership": viewer_status.membership,
        "page": page,
        "kind": kind,
        "kinds": Post.Kind.choices,
    }
    return render_page(request, "clubs/board/posts.html#posts", context)


@require_safe
def post(request, slug, pk):
    """One post with its comments; with `?reply=<comment>` the form replies to that one."""
    post = get_post(request.user, slug, pk)
    return render_page(request, "clubs/board/post.html#talk", post_context(request, post))


def find_channel(user, slug):
    """Return the club's channel, on which its members hear of new comments."""
    return get_visible_club(user, slug).channel


def get_post(user, slug, pk):
    """Return the post with its counts; 404 unless `user` may read it, Gone when it was deleted."""
    club = get_visible_club(user, slug)
    post = get_object_or_404(club.posts.visible_to(user).for_list(), pk=pk)
    if not post.is_published:
        hidden, gone = _("신고를 받고 가린 글이에요."), _("글쓴이나 운영진이 지운 글이에요.")
        board = (reverse("clubs:posts", args=[slug]), _("게시판으로 가기"))
        raise Gone(gone if post.deleted_at else hidden, next_step=board)
    post.club = club
    return post


def post_context(request, post, form=None):
    """Return the context of a post's page."""
    comments = post.comments.threaded()
    parent = form["parent"].value() if form else request.GET.get("reply")
    parent = next((c for c in comments if str(c.pk) == parent and c.is_published), None)
    return {
        "club": post.club,
        "post": post,
        "membership": post.club.membership_of(request.user),
        "liked": is_liked_by(post, request.user),
        "comments": comments,
        "parent": parent,
        "form": form or CommentForm(post=post, initial={"parent": parent}),
    }


def is_liked_by(post, user):
    return user.is_authenticated and post.likes.filter(user=user).exists()
