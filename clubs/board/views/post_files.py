"""The view that sends files of posts."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from clubs.board.models.post_files import PostFile
from clubs.board.models.posts import Post
from clubs.directory.models import Club
from kclub.files.documents import download_response


@require_safe
def post_file(request, slug, post, pk):
    """Send a file as a download, for everybody who may read its post; no browser keeps it."""
    clubs = Club.objects.visible_to(request.user).filter(slug=slug)
    posts = Post.objects.visible_to(request.user).published().filter(club__in=clubs)
    file = get_object_or_404(PostFile, pk=pk, post=post, post__in=posts)
    return download_response(file.content, file.name, file.kind)
