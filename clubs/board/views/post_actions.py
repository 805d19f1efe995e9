"""The views that write, edit, delete, like, pin and report posts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.board.forms import PostForm
from clubs.board.models.posts import Post
from clubs.board.views.posts import get_post, is_liked_by
from clubs.directory.views import get_visible_club
from clubs.moderation.views.reports import report_form
from kclub import rate_limits
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other, wants_partial


@login_required
def post_new(request, slug):
    """Show the form to write a post; POST posts it, or with `preview` shows it. For members."""
    club = get_visible_club(request.user, slug)
    if not club.is_member(request.user):
        about = (club.get_absolute_url(), _("동아리 소개 보기"))
        raise Refused(_("부원만 글을 쓸 수 있어요."), next_step=about)
    form = PostForm(
        *form_data(request),
        by_officer=club.is_run_by(request.user),
        initial={"kind": request.GET.get("kind", Post.Kind.FREE)},
    )
    if "preview" in request.POST:
        return show_preview(request, club, form)
    if is_valid(request, form, "post"):
        post = club.post(request.user, **form.cleaned_data)
        messages.success(request, _("글을 올렸어요."))
        return see_other(post)
    return show_form(request, club, form)


@login_required
def post_edit(request, slug, pk):
    """Show the form to edit a post; POST edits it, or with `preview` shows it. For its author."""
    post = get_post(request.user, slug, pk)
    if not post.may_be_edited_by(request.user):
        back = (post.get_absolute_url(), _("글 보기"))
        raise Refused(_("글쓴이만 고칠 수 있어요."), next_step=back)
    form = PostForm(
        *form_data(request), by_officer=post.club.is_run_by(request.user), instance=post
    )
    if "preview" in request.POST:
        return show_preview(request, post.club, form)
    if is_valid(request, form, "post-edit"):
        post.edit(request.user, **form.cleaned_data)
        messages.success(request, _("글을 고쳤어요."))
        return see_other(post)
    return show_form(request, post.club, form)


@login_required
@require_POST
def post_delete(request, slug, pk):
    """Delete a post; for its author and officers."""
    post = get_post(request.user, slug, pk)
    post.delete_by(request.user)
    messages.success(request, _("글을 지웠어요."))
    return see_other("clubs:posts", slug)


@login_required
@require_POST
def post_like(request, slug, pk):
    """Like a post, or unlike it with `like=0`."""
    post = get_post(request.user, slug, pk)
    if request.POST.get("like") == "0":
        post.unlike(request.user)
    else:
        post.like(request.user)
    if not wants_partial(request):
        return see_other(f"{post.get_absolute_url()}#like")
    context = {"club": post.club, "post": get_post(request.user, slug, pk)}
    context["liked"] = is_liked_by(context["post"], request.user)
    return render_page(request, "clubs/board/post.html#like", context)


@login_required
@require_POST
def post_pin(request, slug, pk):
    """Pin a post to the top of the board, or unpin it with `pin=0`; for officers."""
    post = get_post(request.user, slug, pk)
    if request.POST.get("pin") == "0":
        post.unpin(request.user)
        messages.success(request, _("이제 위에 고정하지 않아요."))
    else:
        post.pin(request.user)
        messages.success(request, _("게시판 맨 위에 고정했어요."))
    return see_other(post)


@login_required
def post_report(request, slug, pk):
    """Show the form to report a post; for every verified user who may read it."""
    return report_form(request, get_post(request.user, slug, pk))


def form_data(request):
    """Return the data and files a form is bound to; (None, None) unless the request is a POST."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def is_valid(request, form, limit):
    """Return whether the form is valid, and count it. Raises RateLimited after too many.

    Pictures and files are counted first, since reading them is what costs.
    """
    for uploads in {"pictures", "files"} & request.FILES.keys():
        rate_limits.consume(uploads, request.user.pk)
    valid = form.is_valid()
    if valid:
        rate_limits.consume(limit, request.user.pk)
    return valid


def show_preview(request, club, form):
    """Render what was typed as the page of a post will show it, and the form with all of it again."""
    context = {"club": club, "form": form.as_typed(), "post": form.instance, "previews": True}
    return render_page(request, "clubs/board/post_form.html#preview", context)


def show_form(request, club, form):
    """Render the form of a new or existing post."""
    context = {"club": club, "form": form, "post": form.instance}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/board/post_form.html", context, status=status)
