"""Notifications: what a user was told, and marking it as read."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.notification_groups import group_by_day
from kclub.shortcuts import render_page, see_other, wants_more

NOTIFICATIONS_PER_PAGE = 30


@login_required
@require_safe
def notifications(request):
    """List the user's notifications by day and thing, the newest first: all, or the unread ones."""
    newest_first = request.user.notifications.order_by("-created_at", "-pk")
    only_unread = "unread" in request.GET
    shown = newest_first.unread() if only_unread else newest_first
    page = Paginator(shown, NOTIFICATIONS_PER_PAGE).get_page(request.GET.get("page"))
    days = group_by_day(page.object_list)
    context = {"page": page, "days": days, "only_unread": only_unread}
    part = "days" if wants_more(request) else "changed"
    return render_page(request, f"accounts/notifications.html#{part}", context)


@login_required
@require_safe
def notification(request, pk):
    """Show one notification, as a device opens it: its page reads it by itself and goes on.

    One that was read leads on at once.
    """
    notification = get_object_or_404(request.user.notifications, pk=pk)
    if notification.read_at:
        return redirect(notification.url)
    days = group_by_day([notification])
    context = {"group": days[0][1][0]}
    return render(request, "accounts/notification.html", context)


@login_required
@require_POST
def notification_read(request, pk):
    """Mark a notification and earlier ones like it as read, and go to the page it leads to."""
    notification = get_object_or_404(request.user.notifications, pk=pk)
    request.user.notifications.up_to(notification).read()
    return see_other(notification.url)


@login_required
@require_POST
def notifications_read(request):
    """Mark all notifications of the user as read."""
    request.user.notifications.read()
    return see_other("accounts:notifications")
