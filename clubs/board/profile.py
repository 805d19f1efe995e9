"""The section of posts on the profile page of accounts."""

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from accounts.profile_sections import Section, own_profile

POSTS_SHOWN = 5


@own_profile.register(order=30)
def own_posts(viewer, person):
    """Return the section with the newest posts of `person`, with numbers of posts and comments."""
    posts = person.posts.filter(deleted_at=None).select_related("club")
    counts = get_user_model().objects.filter(pk=person.pk)
    context = {
        "posts": posts[:POSTS_SHOWN],
        "counts": counts.aggregate(
            posts=Count("posts", filter=Q(posts__deleted_at=None), distinct=True),
            comments=Count("comments", filter=Q(comments__deleted_at=None), distinct=True),
        ),
    }
    return Section("clubs/board/_posts_own.html", context)
