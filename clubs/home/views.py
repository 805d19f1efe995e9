"""The home page: a feed of the viewer's clubs, or the front page for guests."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import SchoolDomain
from clubs.board.models.posts import Post
from clubs.directory.categories import Category
from clubs.directory.models import Club
from clubs.events.models.events import Event
from clubs.home.sections import home_sections
from kclub.shortcuts import parse_number, render_page

CLOSING_CLUBS_SHOWN = 4
UPCOMING_EVENTS_SHOWN = 4
THIS_WEEK_SHOWN = 2  # on phones, above the feed
APPLICATIONS_SHOWN = 3
POSTERS_SHOWN = 6


@require_safe
def home(request):
    """Show news of the clubs the viewer belongs to or follows; guests see the front page."""
    if not request.user.is_authenticated:
        return front_page(request)
    clubs = Club.objects.open().in_feed_of(request.user)
    events = Event.objects.visible_to(request.user).filter(club__in=clubs)
    events = events.not_cancelled().select_related("club").with_counts()
    upcoming = list(events.upcoming()[:UPCOMING_EVENTS_SHOWN])
    in_a_week = timezone.now() + timedelta(days=7)
    applications = request.user.applications.urgent_first().select_related("club")
    applications = list(applications[: APPLICATIONS_SHOWN + 1])
    context = feed(request, clubs) | {
        "must_reads": Post.objects.unread_by(request.user).select_related("club"),
        "applications": applications[:APPLICATIONS_SHOWN],
        "more_applications": len(applications) > APPLICATIONS_SHOWN,
        "sections": home_sections.call(request.user),
        "clubs": list(clubs.by_name()),
        "today": timezone.localdate(),
        "events_today": events.today().order_by("starts_at", "pk"),
        "upcoming": upcoming,
        "this_week": [e for e in upcoming if e.starts_at < in_a_week][:THIS_WEEK_SHOWN],
        "closing": Club.objects.closing_soon().select_related("category")[:CLOSING_CLUBS_SHOWN],
    }
    if not request.user.is_staff and not request.user.memberships.exists():
        context |= help_to_first_club()
    return render_page(request, "clubs/home/home.html#feed", context)


@login_required
@require_safe
def todo(request):
    """List the clubs the user runs or is to preside, each with what waits in it and the way there."""
    return render(request, "clubs/home/todo.html")


def help_to_first_club():
    """Return the context for somebody without a club: what recruits, and the clubs' categories."""
    recruiting = Club.objects.recruiting().with_member_count().by_deadline()
    return {
        "is_new": True,
        "closing": recruiting.select_related("category")[:CLOSING_CLUBS_SHOWN],
        "categories": Category.objects.filter(clubs__in=Club.objects.open()).distinct(),
    }


def front_page(request):
    """Show guests some clubs, and how to sign up."""
    recruiting = Club.objects.open().recruiting().by_activity()
    closing = Club.objects.closing_soon().select_related("category")
    context = {
        "club_count": Club.objects.open().count(),
        "posters": recruiting[:POSTERS_SHOWN],
        "closing": Club.mark_full(closing[:CLOSING_CLUBS_SHOWN]),
        "domain": SchoolDomain.objects.first(),
    }
    return render_page(request, "clubs/home/guest.html", context)


def feed(request, clubs):
    """Return the context of one page of the clubs' posts, the newest first.

    `?before=` is the pk of the last post of the previous page.
    """
    posts = Post.objects.visible_to(request.user).published().filter(club__in=clubs)
    before = request.GET.get("before", "")
    visible = Post.objects.visible_to(request.user)
    if last := visible.filter(pk=parse_number(before)).first():
        posts = posts.before(last)
    posts = list(posts.order_by("-created_at", "-pk").for_list()[: settings.POSTS_PER_PAGE + 1])
    more = len(posts) > settings.POSTS_PER_PAGE
    return {"posts": posts[: settings.POSTS_PER_PAGE], "more": more, "before": before}
