"""The view that serves pictures of posts."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from clubs.board.models.pictures import Picture
from clubs.board.models.posts import Post
from clubs.directory.models import Club
from kclub.files import images

ONE_DAY_SECONDS = 24 * 60 * 60


@require_safe
def picture(request, slug, post, pk, size="file"):
    """Serve a picture, or its thumbnail if `size` says so; for everybody who may read its post.

    Browsers cache pictures of public posts only, so that former members cannot see the others.
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
    cached = f"private, max-age={ONE_DAY_SECONDS}, immutable"
    cache_control = cached if public else "private, no-store"
    return images.image_response(getattr(picture, size), cache_control)
