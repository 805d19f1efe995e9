"""The pages on which officers list, make and lift bans."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from clubs.directory.views import get_club_run_by
from clubs.people.forms import BanForm
from kclub.errors import Refused
from kclub.shortcuts import render_page, see_other

BANS_PER_PAGE = 50
NAMESAKES_SHOWN = 30


@login_required
@require_safe
def bans(request, slug):
    """List the active bans; for the president and officers.

    `?name=` finds users by their display name or handle: one leads to the form that bans them,
    several are listed.
    """
    club = get_club_run_by(request.user, slug)
    name = request.GET.get("name", "").strip()
    found = User.objects.named(name).filter(is_active=True)[:NAMESAKES_SHOWN] if name else []
    if len(found) == 1:
        return see_other("clubs:ban", slug, found[0].username)
    active = club.bans.active().select_related("user", "by")
    page = Paginator(active, BANS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"club": club, "page": page, "name": name, "found": found}
    return render_page(request, "clubs/people/bans.html", context)


@login_required
def ban(request, slug, username):
    """Show the form to ban a user, with a reason they will read; POST bans them."""
    club = get_club_run_by(request.user, slug)
    user = get_object_or_404(User, username=username, is_active=True)
    if not club.may_exclude(request.user, user):
        raise Refused(_("이 사람을 막을 수 없어요."))
    form = BanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        days = form.cleaned_data["days"]
        until = timezone.now() + timedelta(days=days) if days else None
        club.ban(user, by=request.user, reason=form.cleaned_data["reason"], until=until)
        messages.success(request, _("%(name)s님의 가입을 막았어요.") % {"name": user})
        return see_other("clubs:bans", slug)
    context = {"club": club, "person": user, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/people/ban_form.html", context, status=status)


@login_required
@require_POST
def ban_lift(request, slug, username):
    """Lift a ban; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    user = get_object_or_404(User, username=username)
    club.unban(user, by=request.user)
    messages.success(request, _("%(name)s님이 다시 가입할 수 있어요.") % {"name": user})
    return see_other("clubs:bans", slug)
