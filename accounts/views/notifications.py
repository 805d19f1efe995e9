"""Notifications: what a user was told, and marking it as read."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kclub.shortcuts import render_page, see_other

NOTIFICATIONS_PER_PAGE = 30


@login_required
@require_safe
def notifications(request):
    """List the user's notifications by day, the newest first."""
    newest_first = request.user.notifications.order_by("-created_at", "-pk")
    page = Paginator(newest_first, NOTIFICATIONS_PER_PAGE).get_page(request.GET.get("page"))
    days = [(day, list(each)) for day, each in groupby(page.object_list, day_heading)]
    return render_page(request, "accounts/notifications.html#inbox", {"page": page, "days": days})


@login_required
@require_POST
def notification_read(request, pk):
    """Mark one notification as read and go to the page it leads to."""
    notification = get_object_or_404(request.user.notifications, pk=pk)
    request.user.notifications.filter(pk=pk).read()
    return see_other(notification.url)


@login_required
@require_POST
def notifications_read(request):
    """Mark all notifications of the user as read."""
    request.user.notifications.read()
    return see_other("accounts:notifications")


def day_heading(notification):
    """Return the heading of a notification's day: 오늘, 어제, 지난 7일 or 그전."""
    days = (timezone.localdate() - timezone.localdate(notification.created_at)).days
    if days <= 0:
        return _("오늘")
    if days == 1:
        return _("어제")
    return _("지난 7일") if days <= 7 else _("그전")
