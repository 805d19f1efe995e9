"""The views of a post's poll."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.views.decorators.http import require_POST

from clubs.board.views.posts import get_post, post_context
from clubs.polls.forms import chosen
from kclub import rate_limits
from kclub.shortcuts import render_page, see_other, wants_partial


@login_required
def poll(request, slug, pk):
    """Return the poll of a post as a partial; POST votes, for members."""
    post = get_post_with_poll(request.user, slug, pk)
    if request.method == "POST":
        rate_limits.consume("vote", request.user.pk)
        post.vote(request.user, chosen(request.POST))
    if not wants_partial(request):
        return see_other(f"{post.get_absolute_url()}#poll")
    context = post_context(request, get_post(request.user, slug, pk))
    return render_page(request, "clubs/board/post.html#poll", context)


@login_required
@require_POST
def poll_close(request, slug, pk):
    """Close the poll of a post before its time; for its author and officers."""
    post = get_post_with_poll(request.user, slug, pk)
    post.close_poll(request.user)
    return see_other(f"{post.get_absolute_url()}#poll")


def get_post_with_poll(user, slug, pk):
    post = get_post(user, slug, pk)
    if post.poll is None:
        raise Http404
    return post
