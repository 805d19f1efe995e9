"""Who is in the club: the members' own list, and what officers may do about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.forms.applications import ReasonForm, RoleForm
from clubs.models import Membership
from clubs.standing import standing_of
from clubs.views.clubs import get_club_run_by, get_visible_club
from kclub.refusals import Refused
from kclub.shortcuts import render_page, see_other

PAGE_MEMBERS = 50


@login_required
@require_safe
def members(request, slug):
    """Everybody in the club; for its members."""
    club = get_visible_club(request.user, slug)
    if not standing_of(request, club).is_member:
        about = (club.get_absolute_url(), _("동아리 소개 보기"))
        raise Refused(_("부원 목록은 부원만 볼 수 있어요."), next_step=about)
    return render_page(request, "clubs/members.html#list", list_of(request, club))


@login_required
@require_safe
def manage_members(request, slug):
    """Everybody in the club with what may be changed; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    context = list_of(request, club) | {"counts": club.applications.counted()}
    return render_page(request, "clubs/manage/members.html#list", context)


@login_required
def manage_member(request, slug, pk):
    """One member: role and title, which the president gives, and the way out."""
    club = get_club_run_by(request.user, slug)
    membership = get_membership(club, pk)
    form = RoleForm(request.POST or None, instance=membership)
    if form.is_valid():
        membership.appoint(request.user, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("clubs:manage-members", slug)
    context = {
        "club": club,
        "membership": membership,
        "form": form,
        "reason_form": ReasonForm(),
        "may_appoint": club.is_presided_by(request.user),
        "may_remove": membership.ranks_below(request.user),
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/manage/member.html", context, status=status)


@login_required
@require_POST
def member_remove(request, slug, pk):
    """End a membership, with a reason they will read; officers remove members only."""
    club = get_club_run_by(request.user, slug)
    membership = get_membership(club, pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    club.remove(membership.user, by=request.user, reason=reason)
    messages.success(request, _("%(name)s님을 내보냈어요.") % {"name": membership.user})
    return see_other("clubs:manage-members", slug)


def list_of(request, club):
    query = request.GET.get("q", "").strip()[:50]
    found = club.memberships.ranked().named(query).select_related("user")
    page = Paginator(found, PAGE_MEMBERS).get_page(request.GET.get("page"))
    for membership in page:
        membership.club = club
    return {"club": club, "page": page, "query": query}


def get_membership(club, pk):
    membership = get_object_or_404(Membership.objects.select_related("user"), club=club, pk=pk)
    membership.club = club
    return membership
