"""The page on which the union sees whom it has invited, sends again and revokes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clubs.imports.models.club_invitations import ClubInvitation
from clubs.imports.models.member_invitations import MemberInvitation
from clubs.union.permissions import ensure_union
from kclub.shortcuts import render_page, see_other

INVITATIONS_PER_PAGE = 50
MODELS = {"presidents": ClubInvitation, "members": MemberInvitation}


@login_required
@require_safe
def invitations(request, to):
    """List the invitations `to` presidents or members, the last first."""
    related = {"presidents": ["club"], "members": ["club", "club_invitation"]}
    found = invitations_to(request, to).select_related(*related[to]).order_by("-pk")
    page = Paginator(found, INVITATIONS_PER_PAGE).get_page(request.GET.get("page"))
    return render_page(request, "clubs/imports/invitations.html", {"to": to, "page": page})


@login_required
@require_POST
def invitation_revoke(request, to, pk):
    """Revoke an invitation that nobody has answered."""
    invitation = get_object_or_404(invitations_to(request, to), pk=pk)
    invitation.revoke(by=request.user)
    messages.success(request, _("초대를 취소했어요."))
    return see_other("union-invitations", to)


@login_required
@require_POST
def invitation_send(request, to, pk):
    """Send an invitation again, with a new link."""
    invitation = get_object_or_404(invitations_to(request, to), pk=pk)
    invitation.send_again(by=request.user)
    messages.success(request, _("다시 보냈어요."))
    return see_other("union-invitations", to)


def invitations_to(request, to):
    """Return the invitations to presidents or members, for the union only."""
    ensure_union(request.user)
    if to not in MODELS:
        raise Http404
    return MODELS[to].objects.all()
