"""The pages on which officers send notices, and find those that were sent."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from clubs.directory.views import get_club_run_by
from clubs.notices.senders import ClubSender
from clubs.notices.views.notice_form import notice_form
from kclub.shortcuts import render_page

NOTICES_PER_PAGE = 20


@login_required
@require_safe
def notices(request, slug):
    """List the notices of the club, the newest first; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    context = {"club": club, "page": page_of(request, club.notices)}
    return render_page(request, "clubs/notices/notices.html", context)


@login_required
def notice_new(request, slug):
    """Show whom a notice may be for, with all members to tick by `?all=1`; for officers.

    POST with `to` shows who that is and the form; with `recipients` from there, it sends.
    """
    club = get_club_run_by(request.user, slug)
    sender = ClubSender(club, request.user)

    def show_audiences(error):
        members = club.memberships.ranked().filter(user__in=sender.users("chosen"))
        members = list(members.select_related("user"))
        for membership in members:
            membership.club = club
        context = {
            "club": club,
            "choices": sender.choices(),
            "members": members,
            "all_picked": "all" in request.GET,
            "error": error,
        }
        status = 422 if error else 200
        return render_page(request, "clubs/notices/notice_audience.html", context, status=status)

    return notice_form(request, sender, show_audiences)


def page_of(request, notices):
    """Return a page of notices as a list shows them."""
    shown = notices.with_counts().select_related("author", "category").order_by("-pk")
    return Paginator(shown, NOTICES_PER_PAGE).get_page(request.GET.get("page"))
