"""The page on which the union sees overdue applications and reminds officers of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Min, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.directory.models import Club
from clubs.recruiting.models.applications import Application
from clubs.recruiting.models.querysets import OVERDUE_FOR_UNION_AFTER
from clubs.union.permissions import ensure_union
from clubs.union.todo import clubs_with_overdue_applications
from kclub import rate_limits
from kclub.shortcuts import render_page, see_other


@login_required
@require_safe
def overdue_applications(request):
    """List the clubs with applications that have waited for two weeks, the longest wait first."""
    ensure_union(request.user)
    overdue = Q(applications__in=Application.objects.overdue(OVERDUE_FOR_UNION_AFTER))
    clubs = (
        clubs_with_overdue_applications()
        .annotate(
            overdue_count=Count("applications", filter=overdue),
            since=Min("applications__submitted_at", filter=overdue),
        )
        .select_related("president")
        .order_by("since")
    )
    return render_page(request, "clubs/union/overdue_applications.html#live", {"clubs": clubs})


@login_required
@require_POST
def overdue_applications_remind(request, slug):
    """Remind the officers of a club to decide; a rate limit allows it once a day."""
    ensure_union(request.user)
    club = get_object_or_404(Club, slug=slug)
    rate_limits.consume("remind", club.pk)
    club.remind_officers()
    messages.success(request, _("%(club)s 운영진에게 알렸어요.") % {"club": club})
    return see_other("union:overdue-applications")
