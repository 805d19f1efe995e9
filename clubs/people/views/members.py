"""The list of members, and the pages on which officers export and change it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from clubs.directory.viewer_status import ViewerStatus
from clubs.directory.views import get_club_run_by, get_visible_club
from clubs.people.forms import ReasonForm, RoleForm
from clubs.people.models.memberships import Membership
from kclub import rate_limits
from kclub.errors import Refused
from kclub.files.csv_export import download
from kclub.shortcuts import render_page, search_text, see_other

MEMBERS_PER_PAGE = 50


@login_required
@require_safe
def members(request, slug):
    """List the members; for members."""
    club = get_visible_club(request.user, slug)
    viewer_status = ViewerStatus(club, request.user)
    if not viewer_status.is_member:
        about = (club.get_absolute_url(), _("동아리 소개 보기"))
        raise Refused(_("부원 목록은 부원만 볼 수 있어요."), next_step=about)
    context = member_list(request, club) | {"viewer_status": viewer_status}
    return render_page(request, "clubs/people/members.html#list", context)


@login_required
@require_safe
def members_manage(request, slug):
    """List the members with links to manage each; for the president and officers."""
    club = get_club_run_by(request.user, slug)
    return render_page(request, "clubs/people/members_manage.html#list", member_list(request, club))


@login_required
@require_POST
def members_csv(request, slug):
    """Export the members as CSV, without mail addresses; the audit log records the export."""
    club = get_club_run_by(request.user, slug)
    rate_limits.consume("export", request.user.pk)
    head = [_("이름"), _("역할"), _("직책"), _("들어온 날")]
    rows = [csv_row(membership) for membership in club.memberships.ranked().select_related("user")]
    members = User.objects.filter(memberships__club=club)
    club.record_export(request.user, members, detail=f"members.csv · {len(rows)}")
    return download(f"{club.slug}-members-{timezone.localdate():%F}.csv", [head, *rows])


def csv_row(membership):
    """Return the cells of a member in the exported list."""
    return [
        membership.user,
        _("회장") if membership.is_president else membership.get_role_display(),
        membership.title,
        timezone.localdate(membership.joined_at).isoformat(),
    ]


@login_required
def member_manage(request, slug, pk):
    """Show a member; POST gives them a role and a title, for the president."""
    club = get_club_run_by(request.user, slug)
    membership = get_membership(club, pk)
    form = RoleForm(request.POST or None, instance=membership)
    if form.is_valid():
        membership.appoint(request.user, **form.cleaned_data)
        messages.success(request, _("저장했어요."))
        return see_other("clubs:members-manage", slug)
    context = {
        "club": club,
        "membership": membership,
        "form": form,
        "reason_form": ReasonForm(),
        "may_appoint": club.is_presided_by(request.user),
        "may_remove": membership.ranks_below(request.user),
    }
    status = 422 if form.errors else 200
    return render_page(request, "clubs/people/member_manage.html", context, status=status)


@login_required
def member_remove(request, slug, pk):
    """Show the form to remove a member, with a reason they will read; POST removes them."""
    club = get_club_run_by(request.user, slug)
    membership = get_membership(club, pk)
    if not membership.ranks_below(request.user):
        raise Refused(_("이 사람을 내보낼 수 없어요."))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        club.remove(membership.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s님을 내보냈어요.") % {"name": membership.user})
        return see_other("clubs:members-manage", slug)
    context = {"club": club, "membership": membership, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "clubs/people/member_remove.html", context, status=status)


def member_list(request, club):
    """Return the context of a page of members, filtered by name (`?q=`) and role (`?role=`)."""
    query, role = search_text(request.GET), request.GET.get("role")
    role = role if role in Membership.Role.values else ""
    memberships = club.memberships.ranked().named(query).select_related("user")
    if role:
        memberships = memberships.filter(role=role)
    page = Paginator(memberships, MEMBERS_PER_PAGE).get_page(request.GET.get("page"))
    for membership in page:
        membership.club = club
    return {"club": club, "page": page, "query": query, "role": role}


def get_membership(club, pk):
    """Return the membership in the club; 404 if there is none."""
    membership = get_object_or_404(Membership.objects.select_related("user"), club=club, pk=pk)
    membership.club = club
    return membership
