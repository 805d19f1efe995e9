"""Exports: asking for all of one's data, and fetching the file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.models import Export
from kclub.shortcuts import see_other, without_traces

EXPORTS_SHOWN = 10


@login_required
def exports(request):
    """Show what the user has asked for; POST asks for a new export."""
    if request.method == "POST":
        Export.objects.ask(request.user)
        messages.success(request, _("만들고 있어요. 다 되면 메일로 알려 드려요."))
        return see_other("accounts:exports")
    context = {
        "exports": request.user.exports.all()[:EXPORTS_SHOWN],
        "may_ask": not Export.objects.asked_lately(request.user),
    }
    return render(request, "accounts/exports.html", context)


@login_required
def export(request, token):
    """Show an export of the user's own; POST fetches its file."""
    export = get_object_or_404(request.user.exports, token=token)
    export.ensure_open()
    if request.method != "POST":
        return without_traces(render(request, "accounts/export.html", {"export": export}))
    try:
        file = export.fetch().open()
    except FileNotFoundError:
        raise Http404 from None
    name = f"k-club-{export.made_at:%Y-%m-%d}.zip"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    return without_traces(answer)
