"""The views that list, write, delete and report comments."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from clubs.board.forms import CommentForm
from clubs.board.views.posts import get_post, post_context
from clubs.moderation.views.reports import report_form
from kclub import rate_limits
from kclub.shortcuts import render_page, see_other, wants_partial


@login_required
def comments(request, slug, pk):
    """Return the comments on a post as a partial; POST adds a comment, for members."""
    post = get_post(request.user, slug, pk)
    if request.method != "POST":
        return show_comments(request, post)
    form = CommentForm(request.POST, post=post)
    if form.is_valid():
        rate_limits.consume("comment", request.user.pk)
        comment = post.comment(request.user, **form.cleaned_data)
        return see_other(comment)
    context = post_context(request, post, form)
    return render_page(request, "clubs/board/post.html#write", context, status=422)


@login_required
@require_POST
def comment_delete(request, slug, pk, comment):
    """Delete a comment; for its author and officers."""
    post = get_post(request.user, slug, pk)
    comment = get_object_or_404(post.comments, pk=comment)
    comment.delete_by(request.user)
    return see_other("clubs:comments", slug, pk) if wants_partial(request) else see_other(comment)


@login_required
def comment_report(request, slug, pk, comment):
    """Show the form to report a comment; for every verified user who may read it."""
    post = get_post(request.user, slug, pk)
    return report_form(
        request, get_object_or_404(post.comments.select_related("author"), pk=comment)
    )


def show_comments(request, post):
    """Render the comments for htmx; redirect all other requests to the post."""
    if not wants_partial(request):
        return see_other(post)
    return render_page(
        request, "clubs/board/post.html#comments_changed", post_context(request, post)
    )
