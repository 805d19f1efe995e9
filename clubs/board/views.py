"""The board: its list, one post with what is said below it, and writing."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.board.forms import CommentForm, PostForm
from clubs.board.models import Picture, Post
from clubs.directory.models import Club
from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from clubs.moderation.views.reports import report_form
from kclub.errors import Gone, Refused
from kclub.files import images
from kclub.shortcuts import render_page, see_other, wants_partial

A_DAY = 24 * 60 * 60


@require_safe
def board(request, slug):
    """The board, pinned posts first: what its members wrote, or what is public of it."""
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    posts = club.posts.visible_to(request.user).published().pinned_first().for_list()
    kind = request.GET.get("kind")
    if kind in Post.Kind.values:
        posts = posts.filter(kind=kind)
    page = Paginator(posts, settings.POSTS_PER_PAGE).get_page(request.GET.get("page"))
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
    """One post with its comments; `?reply=<comment>` turns the form to one of them."""
    post = get_post(request.user, slug, pk)
    return render_page(request, "clubs/board/post.html#talk", talk(request, post))


@login_required
def comments(request, slug, pk):
    """What is said below a post, as a part; POST says something."""
    post = get_post(request.user, slug, pk)
    if request.method != "POST":
        return comment_list(request, post)
    form = CommentForm(request.POST, post=post)
    if form.is_valid():
        comment = post.comment(request.user, **form.cleaned_data)
        return see_other(comment)
    context = talk(request, post, form)
    return render_page(request, "clubs/board/post.html#write", context, status=422)


@login_required
@require_POST
def comment_delete(request, slug, pk, comment):
    """Take a comment away; for its author and officers."""
    post = get_post(request.user, slug, pk)
    comment = get_object_or_404(post.comments, pk=comment)
    comment.delete_by(request.user)
    return see_other("clubs:comments", slug, pk) if wants_partial(request) else see_other(comment)


@login_required
def post_new(request, slug):
    """Write on the board; for members."""
    club = get_visible_club(request.user, slug)
    if not club.is_member(request.user):
        about = (club.get_absolute_url(), _("동아리 소개 보기"))
        raise Refused(_("부원만 글을 쓸 수 있어요."), next_step=about)
    form = PostForm(
        *sent(request),
        by_officer=club.is_run_by(request.user),
        initial={"kind": request.GET.get("kind", Post.Kind.FREE)},
    )
    if form.is_valid():
        post = club.post(request.user, **form.cleaned_data)
        messages.success(request, _("글을 올렸어요."))
        return see_other(post)
    return write(request, club, form)


@login_required
def post_edit(request, slug, pk):
    """Change a post; for its author."""
    post = get_post(request.user, slug, pk)
    if not post.may_be_edited_by(request.user):
        back = (post.get_absolute_url(), _("글 보기"))
        raise Refused(_("글쓴이만 고칠 수 있어요."), next_step=back)
    form = PostForm(*sent(request), by_officer=post.club.is_run_by(request.user), instance=post)
    if form.is_valid():
        post.edit(request.user, **form.cleaned_data)
        messages.success(request, _("글을 고쳤어요."))
        return see_other(post)
    return write(request, post.club, form)


@login_required
@require_POST
def post_delete(request, slug, pk):
    """Take a post off the board; for its author and officers."""
    post = get_post(request.user, slug, pk)
    post.delete_by(request.user)
    messages.success(request, _("글을 지웠어요."))
    return see_other("clubs:board", slug)


@login_required
@require_POST
def post_like(request, slug, pk):
    """Like a post, or with `like=0` no more."""
    post = get_post(request.user, slug, pk)
    if request.POST.get("like") == "0":
        post.unlike(request.user)
    else:
        post.like(request.user)
    if not wants_partial(request):
        return see_other(f"{post.get_absolute_url()}#like")
    context = {"club": post.club, "post": get_post(request.user, slug, pk)}
    context["liked"] = context["post"].likes.filter(user=request.user).exists()
    return render_page(request, "clubs/board/post.html#like", context)


@login_required
@require_POST
def post_pin(request, slug, pk):
    """Keep a post on top of the board, or with `pin=0` no more; for officers."""
    post = get_post(request.user, slug, pk)
    if request.POST.get("pin") == "0":
        post.unpin(request.user)
        messages.success(request, _("이제 위에 고정하지 않아요."))
    else:
        post.pin(request.user)
        messages.success(request, _("게시판 맨 위에 고정했어요."))
    return see_other(post)


@require_safe
def picture(request, slug, post, pk, size="file"):
    """A picture for whoever may read its post, or its `thumbnail`.

    A browser keeps it only where everybody may see it: who leaves a club sees the others no more.
    """
    posts = Post.objects.visible_to(request.user).published()
    clubs = Club.objects.visible_to(request.user).filter(slug=slug)
    picture = get_object_or_404(
        Picture.objects.select_related("post"),
        pk=pk,
        post=post,
        post__in=posts.filter(club__in=clubs),
    )
    public = picture.post.visibility == Post.Visibility.PUBLIC
    keep = f"private, max-age={A_DAY}, immutable" if public else "private, no-store"
    return images.image_response(getattr(picture, size), keep)


@login_required
def post_report(request, slug, pk):
    """Report a post to those who decide; for every verified reader of it."""
    return report_form(request, get_post(request.user, slug, pk))


@login_required
def comment_report(request, slug, pk, comment):
    """Report a comment below a post."""
    post = get_post(request.user, slug, pk)
    return report_form(
        request, get_object_or_404(post.comments.select_related("author"), pk=comment)
    )


def find_channel(user, slug):
    """The channel of the club's stream, which tells its members of new comments."""
    return get_visible_club(user, slug).channel


# Load or refuse --------------------------------------------------------------------------


def get_post(user, slug, pk):
    """The post with its counts; 404 unless `user` may read it, Gone when it was deleted."""
    club = get_visible_club(user, slug)
    post = get_object_or_404(club.posts.visible_to(user).for_list(), pk=pk)
    if not post.is_published:
        hidden, gone = _("신고를 받고 가린 글이에요."), _("글쓴이나 운영진이 지운 글이에요.")
        board = (reverse("clubs:board", args=[slug]), _("게시판으로 가기"))
        raise Gone(gone if post.deleted_at else hidden, next_step=board)
    post.club = club
    return post


# Answer ----------------------------------------------------------------------------------


def sent(request):
    """What a form is bound to: text and files, or nothing yet."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def write(request, club, form):
    """The page to write or change a post."""
    context = {"club": club, "form": form, "post": form.instance}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/board/post_form.html", context, status=status)


def talk(request, post, form=None):
    """The context of a post's page."""
    user, said = request.user, post.comments.threaded()
    parent = form["parent"].value() if form else request.GET.get("reply")
    parent = next((c for c in said if str(c.pk) == parent and c.is_published), None)
    return {
        "club": post.club,
        "post": post,
        "membership": post.club.membership_of(user),
        "liked": user.is_authenticated and post.likes.filter(user=user).exists(),
        "comments": said,
        "parent": parent,
        "form": form or CommentForm(post=post, initial={"parent": parent}),
    }


def comment_list(request, post):
    """The comments alone, for pages that heard of a new one; others go to the post."""
    if not wants_partial(request):
        return see_other(post)
    return render_page(request, "clubs/board/post.html#comments", talk(request, post))
