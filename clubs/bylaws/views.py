"""The pages on which bylaws are read, in any version, and written."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clubs.bylaws.forms import BylawsForm
from clubs.bylaws.models import Bylaws, changed_lines
from clubs.directory.views import get_club_run_by, get_visible_club
from kclub.errors import Conflict, Refused
from kclub.shortcuts import render_page, see_other
from kclub.text.normalization import normalized


@require_safe
def bylaws(request, slug, number=None):
    """Show the version in force or an earlier one, and how it differs from the one before.

    For members and the union, and for everybody where the club shows it.
    """
    club = get_visible_club(request.user, slug)
    visible = Bylaws.objects.visible_to(request.user).filter(club=club)
    found = {version.number: version for version in visible.defer("text")}
    if not found and not (request.user.is_staff or club.is_member(request.user)):
        raise Refused(_("회칙은 부원만 볼 수 있어요."))
    latest = max(found, default=None)
    if number is not None and number not in found:
        raise Http404
    version = found.get(number or latest)
    before = found.get(version.number - 1) if version else None
    context = {
        "club": club,
        "version": version,
        "versions": found.values(),
        "latest": latest,
        "changed": changed_lines(before.text, version.text) if before else [],
        "may_write": club.is_run_by(request.user),
    }
    return render_page(request, "clubs/bylaws/bylaws.html", context)


@login_required
def bylaws_write(request, slug):
    """Show the form with the text in force; POST puts a new version in force. For officers."""
    club = get_club_run_by(request.user, slug)
    latest = Bylaws.objects.latest_of(club)
    initial = {"base": 0}
    if latest:
        initial = {"text": latest.text, "public": latest.public, "base": latest.number}
    form = BylawsForm(request.POST or None, initial=initial)
    context, status = {"club": club, "form": form, "latest": latest}, 200
    if form.is_valid():
        try:
            Bylaws.objects.write(club, request.user, **form.cleaned_data)
        except Conflict as conflict:
            status = conflict.status
            context |= what_others_wrote(club, form)
        else:
            messages.success(request, _("회칙을 저장했어요."))
            return see_other("clubs:bylaws", slug)
    status = 422 if form.errors else status
    return render_page(request, "clubs/bylaws/bylaws_write.html", context, status=status)


def what_others_wrote(club, form):
    """Return how the version in force by now differs from that of the form, and from its text.

    The form, which keeps what was typed, is about that version from now on.
    """
    latest, base = Bylaws.objects.latest_of(club), form.cleaned_data["base"]
    before = club.bylaws.filter(number=base).first()
    form.rebase(latest.number)
    return {
        "latest": latest,
        "is_newer": True,
        "by_others": changed_lines(before.text if before else "", latest.text),
        "by_form": changed_lines(latest.text, normalized(form.cleaned_data["text"])),
    }
