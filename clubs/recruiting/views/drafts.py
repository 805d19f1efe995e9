"""The view that saves and deletes the viewer's draft of an application."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_visible_club
from clubs.recruiting.forms.applications import ApplicationForm
from kclub import rate_limits
from kclub.shortcuts import see_other, wants_partial


@login_required
@require_POST
def draft(request, slug):
    """Save the viewer's draft of an application; with `discard` in POST, delete it."""
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    if viewer_status.is_member or viewer_status.application:  # submitted meanwhile
        return HttpResponse(status=204) if wants_partial(request) else see_other("clubs:join", slug)
    if "discard" in request.POST:
        club.drafts.filter(user=request.user).delete()
        messages.success(request, _("쓰던 것을 지웠어요."))
        return see_other(club)
    rate_limits.consume("draft", request.user.pk)
    draft = club.save_draft(request.user, **ApplicationForm(club, request.POST).draft_fields)
    if wants_partial(request):
        return render(request, "clubs/recruiting/_draft_saved.html", {"draft": draft})
    messages.success(request, _("임시 저장했어요. 30일 동안 보관해요."))
    return see_other("clubs:join", slug)
