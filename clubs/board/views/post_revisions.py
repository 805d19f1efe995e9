"""The view of how a post was edited."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clubs.board.models.revisions import edits_of
from clubs.board.views.posts import get_post

EDITS_PER_PAGE = 10


@login_required
@require_safe
def post_revisions(request, slug, pk):
    """Show what each edit of a post has changed, from the newest; for officers."""
    post = get_post(request.user, slug, pk)
    if not post.club.is_run_by(request.user):
        raise PermissionDenied
    page = Paginator(post.revisions.all(), EDITS_PER_PAGE).get_page(request.GET.get("page"))
    newest = page.object_list.first()
    newer = newest and post.revisions.filter(pk__gt=newest.pk).last()
    context = {"club": post.club, "post": post, "page": page}
    context["edits"] = edits_of(page.object_list, newer or post)
    return render(request, "clubs/board/post_revisions.html", context)
