"""The pages on which the invited answer: they open the club or join it, or decline."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clubs.imports.models.club_invitations import ClubInvitation
from clubs.imports.models.member_invitations import MemberInvitation
from kclub.shortcuts import see_other


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def club_invitation(request, token):
    """Show an invitation to the one it is for; POST accepts it, or declines with `decline`."""
    invitations = ClubInvitation.objects.for_user(request.user).select_related("category", "club")
    invitation = get_object_or_404(invitations, token=token)
    if request.method != "POST":
        return render(request, "clubs/imports/club_invitation.html", {"invitation": invitation})
    if "decline" in request.POST:
        invitation.decline(request.user)
        messages.success(request, _("사양했어요. 동아리는 열리지 않아요."))
        return see_other("home")
    club = invitation.accept(request.user)
    messages.success(request, _("동아리를 열었어요. 소개부터 다듬어 보세요."))
    return see_other(club)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member_invitation(request, token):
    """Show an invitation to the one it is for; POST accepts it, or declines with `decline`."""
    invitations = MemberInvitation.objects.for_user(request.user).select_related("club__category")
    invitation = get_object_or_404(invitations, token=token)
    if request.method != "POST":
        context = {"invitation": invitation, "club": invitation.club}
        return render(request, "clubs/imports/member_invitation.html", context)
    if "decline" in request.POST:
        invitation.decline(request.user)
        messages.success(request, _("사양했어요."))
        return see_other("home")
    invitation.accept(request.user)
    messages.success(request, _("부원이 됐어요. 첫인사를 남겨 보세요."))
    return see_other(invitation.club)
