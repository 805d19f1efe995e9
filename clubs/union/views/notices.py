"""The pages on which the union sends notices, and finds those that were sent."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from clubs.notices.models import Notice
from clubs.notices.senders import UnionSender
from clubs.notices.views.notice_form import notice_form
from clubs.notices.views.notices_manage import page_of
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page


@login_required
@require_safe
def notices(request):
    """List the union's notices, the newest first."""
    ensure_union(request.user)
    context = {"page": page_of(request, Notice.objects.filter(club=None))}
    return render_page(request, "clubs/union/notices.html", context)


@login_required
def notice_new(request):
    """Show whom a notice may be for. POST with `to` shows their number and the form.

    With `recipients` from there, it sends.
    """
    ensure_union(request.user)
    sender = UnionSender(request.user)

    def show_audiences(error):
        context = {"choices": sender.choices(), "error": error}
        status = 422 if error else 200
        return render_page(request, "clubs/union/notice_audience.html", context, status=status)

    return notice_form(request, sender, show_audiences)
