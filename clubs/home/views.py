"""Where everybody arrives: the feed of one's clubs, or the front page."""

from django.conf import settings
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import SchoolDomain
from clubs.board.models.posts import Post
from clubs.directory.models import Club
from clubs.events.models import Event
from kclub.shortcuts import parse_number, render_page

SOON = 4  # clubs that close soon
COMING = 4  # events that come next
POSTERS = 6


@require_safe
def home(request):
    """What is new in the clubs one belongs to or follows; strangers see the front page."""
    if not request.user.is_authenticated:
        return front_page(request)
    clubs = Club.objects.open().in_feed_of(request.user)
    events = Event.objects.visible_to(request.user).filter(club__in=clubs)
    events = events.select_related("club").with_counts()
    context = feed(request, clubs) | {
        "clubs": clubs.by_name(),
        "today": timezone.localdate(),
        "events_today": events.today().order_by("starts_at", "pk"),
        "coming": events.upcoming()[:COMING],
        "closing": Club.objects.closing_soon().select_related("category")[:SOON],
        "waiting": request.user.is_staff and Club.objects.submitted().count(),
    }
    return render_page(request, "clubs/home/home.html#feed", context)


def front_page(request):
    """What a stranger sees: the clubs, and how to get in."""
    recruiting = Club.objects.open().recruiting().by_activity()
    context = {
        "club_count": Club.objects.open().count(),
        "posters": recruiting[:POSTERS],
        "closing": Club.objects.closing_soon().select_related("category")[:SOON],
        "domain": SchoolDomain.objects.first(),
    }
    return render_page(request, "clubs/home/guest.html", context)


def feed(request, clubs):
    """One page of the clubs' posts, the newest first; `?before=<post>` goes on below that one."""
    posts = Post.objects.visible_to(request.user).published().filter(club__in=clubs)
    before = request.GET.get("before", "")
    known = Post.objects.visible_to(request.user).filter(pk=parse_number(before))
    if last := known.first():
        posts = posts.before(last)
    posts = list(posts.order_by("-created_at", "-pk").for_list()[: settings.POSTS_PER_PAGE + 1])
    more = len(posts) > settings.POSTS_PER_PAGE
    return {"posts": posts[: settings.POSTS_PER_PAGE], "more": more, "before": before}
