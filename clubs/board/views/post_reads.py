"""The views of notices that members must read: to say so, and for officers who has."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from clubs.board.views.posts import get_post, reading_context
from kclub.shortcuts import render_page, see_other, wants_partial


@login_required
@require_POST
def post_read(request, slug, pk):
    """Record that the viewer has read a notice; for members."""
    post = get_post(request.user, slug, pk)
    post.mark_read(request.user)
    if not wants_partial(request):
        return see_other(f"{post.get_absolute_url()}#read")
    context = {"club": post.club, "post": post} | reading_context(post, request.user)
    return render_page(request, "clubs/board/post.html#read", context)


@login_required
@require_safe
def post_reads(request, slug, pk):
    """Show who has read a notice and who has not; for officers."""
    post = get_post(request.user, slug, pk)
    if not post.club.is_run_by(request.user):
        raise PermissionDenied
    reads, unread = post.read_list()
    context = {"club": post.club, "post": post, "reads": reads, "unread": unread}
    return render(request, "clubs/board/post_reads.html", context)
