"""The list of posts on a board, and the page of one post."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.board.forms import CommentForm
from clubs.board.models.posts import Post
from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from kclub.errors import Gone
from kclub.shortcuts import parse_number, render_page, wants_partial
from kclub.text.plain import message_to_paste


@require_safe
def posts(request, slug):
    """List the posts on a board that the viewer may read, pinned ones first; `?kind=` filters.

    htmx gets the number of posts since the newest one it knows, `?after=` its pk.
    """
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    posts = club.posts.visible_to(request.user).published().pinned_first().for_list()
    kind = request.GET.get("kind")
    if kind in Post.Kind.values:
        posts = posts.filter(kind=kind)
    after = parse_number(request.GET.get("after"))
    if wants_partial(request) and after is not None:
        context = {"club": club, "kind": kind, "newest": after}
        context["new_count"] = posts.filter(pk__gt=after).exclude(author=request.user.pk).count()
        return render(request, "clubs/board/_posts_new.html", context)
    paginator = Paginator(posts, settings.POSTS_PER_PAGE)
    context = {
        "club": club,
        "viewer_status": viewer_status,
        "membership": viewer_status.membership,
        "page": (page := paginator.get_page(request.GET.get("page"))),
        "newest": max((post.pk for post in page), default=0),
        "kind": kind,
        "kinds": Post.Kind.choices,
    }
    return render_page(request, "clubs/board/posts.html#posts", context)


@require_safe
def post(request, slug, pk):
    """Show a post with its comments; `?reply=<pk>` makes the form reply to that comment."""
    post = get_post(request.user, slug, pk)
    return render_page(request, "clubs/board/post.html#talk_changed", post_context(request, post))


def find_channel(user, slug):
    """Return the club's channel, on which changes of comments are published."""
    return get_visible_club(user, slug).channel


def get_post(user, slug, pk):
    """Return the post with its counts; 404 unless `user` may read it.

    Raises Gone when the post was deleted or hidden.
    """
    club = get_visible_club(user, slug)
    post = get_object_or_404(club.posts.visible_to(user).for_list(), pk=pk)
    if not post.is_published:
        hidden, deleted = _("신고를 받고 가린 글이에요."), _("글쓴이나 운영진이 지운 글이에요.")
        board = (reverse("clubs:posts", args=[slug]), _("게시판으로 가기"))
        raise Gone(deleted if post.deleted_at else hidden, next_step=board)
    post.club = club
    return post


def post_context(request, post, form=None):
    """Return the context of a post's page; `form` is an invalid CommentForm, or None."""
    comments = post.comments.threaded()
    parent = form["parent"].value() if form else request.GET.get("reply")
    parent = next((c for c in comments if str(c.pk) == parent and c.is_published), None)
    reading = reading_context(post, request.user)
    return {
        "club": post.club,
        "post": post,
        "paste": text_to_paste(request, post, reading["membership"]),
        "liked": is_liked_by(post, request.user),
        "files": files_of(post),
        "comments": comments,
        "parent": parent,
        "form": form or CommentForm(post=post, initial={"parent": parent}),
        **(poll_context(post, request.user) if post.poll else {}),
    } | reading


def poll_context(post, user):
    """Return the context of the poll of a post."""
    return post.poll.shown_to(user) | {
        "may_vote": post.club.is_open and post.club.is_member(user),
        "may_close": post.club.is_open and post.may_close_poll(user),
    }


def reading_context(post, user):
    """Return the context of the part of a post's page that says whether the viewer has read it."""
    return {
        "membership": post.club.membership_of(user),
        "was_read": post.must_read and post.was_read_by(user),
    }


def text_to_paste(request, post, membership):
    """Return a notice as officers pass it on to other places; "" for others and of other posts."""
    if post.kind != Post.Kind.NOTICE or not membership or not membership.is_officer:
        return ""
    address = request.build_absolute_uri(post.get_absolute_url())
    return message_to_paste(f"[{post.club}] {post.title}", post.body, address)


def is_liked_by(post, user):
    return user.is_authenticated and post.likes.filter(user=user).exists()


def files_of(post):
    """Return the post's PostFiles, which know their post."""
    files = list(post.files.all())
    for file in files:
        file.post = post
    return files
